enum Mode : unsigned char { Off, On };
enum class Level { Low, High };
enum Sign : int { Plus, Minus };
Mode mode() { return On; }
Level level() { return Level::Low; }
Sign sign() { return Plus; }
