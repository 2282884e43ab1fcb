// Rust types that stand for C++ types, as replace.toml says.
pub mod geometry {
    #[repr(C)] pub struct Point { pub kind: i16, pub pos_x: i32, pub y: i32 }
    #[repr(C)] pub struct Blob { raw: [u64; 3], pub n: i64, pub d: u64 }
    #[repr(C)] pub struct Wide { pub whole: i64, pub tail: [u8; 3], pub on: bool }
    #[repr(transparent)] pub struct Mode(pub u8);
    #[repr(C)] #[derive(Clone, Copy)] pub struct Pair { pub a: f32, pub b: f32 }
    #[repr(C, align(16))] pub struct Quad { pub v: [f32; 4] }
    #[repr(C)] pub struct Nested { pub p: Point, pub q: [Pair; 2] }
    #[repr(C, packed(2))] pub struct Tight { pub c: core::ffi::c_char, pub n: i32 }
    #[repr(C)] pub struct Size { pub kind: i16, pub w: i32, pub h: i32 }
}
use geometry::*;
extern "C" {
    pub fn draw(p: *const Point, m: Mode) -> i32;
    pub fn base(b: *const Point) -> i32;
    pub fn keep(b: *mut Blob) -> i64;
    pub fn wide(w: &Wide) -> i64;
    pub fn mid(p: Pair) -> Pair;
    pub fn quad(q: *const Quad) -> f32;
    pub fn nested(n: *const Nested) -> i32;
    pub fn tight(t: *const Tight) -> i32;
    pub fn resize(s: *mut Size) -> i32;
}
