// The Rust side that C++ calls; every line below is right.
#![allow(dead_code)]
#[repr(C)] pub struct Point { pub x: i32, pub y: i32 }
#[repr(C)] pub struct Mixed { pub tag: i8, pub weight: f64, pub at: Point, pub name: *const i8, pub counts: *mut i32 }
#[repr(transparent)] pub struct Colour(u32);
#[no_mangle] pub extern "C" fn rust_plain(a: i32, b: u32, c: i16, d: i64) -> i32 { a + b as i32 + c as i32 + d as i32 }
#[no_mangle] pub extern "C" fn rust_real(a: f64, b: f32) -> f64 { a + b as f64 }
#[no_mangle] pub extern "C" fn rust_flag(a: bool) -> bool { !a }
#[no_mangle] pub extern "C" fn rust_point(p: Point, q: Option<&Point>) -> i32 { p.x + q.map_or(0, |q| q.y) }
#[no_mangle] pub unsafe extern "C" fn rust_fill(out: *mut i32, inp: *const i32) { *out = *inp }
#[no_mangle] pub extern "C" fn rust_make(x: i32) -> Point { Point { x, y: x } }
#[no_mangle] pub extern "C" fn rust_colour(c: Colour) -> Colour { c }
#[no_mangle] pub extern "C" fn rust_mixed(m: &Mixed) -> i32 { m.tag as i32 }
#[no_mangle] pub extern "C" fn rust_name(n: u64) -> *const i8 { (n + 4096) as *const i8 }
