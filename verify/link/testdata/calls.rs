// The Rust side that calls C++; every line below is right.
#![allow(dead_code, non_camel_case_types, improper_ctypes)]
use core::ffi::{c_char, c_int};
#[repr(C)] pub struct Point { pub x: i32, pub y: i32 }
#[repr(C)] pub struct Mixed { pub tag: i8, pub weight: f64, pub at: Point, pub name: *const c_char, pub counts: *mut i32 }
#[repr(C)] pub struct Big { pub a: i64, pub b: i64, pub c: i64 }
#[repr(C)] pub struct Str { p: *mut c_char }
#[repr(C)] pub struct Counter { value: i32 }
#[repr(transparent)] pub struct Colour(u32);
#[repr(transparent)] pub struct Level(u8);
#[repr(C)] pub union Either { f: f32, u: u32 }
pub type Callback = Option<unsafe extern "C" fn(*mut Point, u32) -> c_int>;
extern "C" {
    pub fn plain(a: i32, b: u32, c: i16, d: u8) -> i32;
    pub fn wide(a: i64, b: u64) -> i64;
    pub fn real(a: f64, b: f32) -> f64;
    pub fn flag(a: bool) -> bool;
    pub fn fill(out: *mut i32, inp: *const i32);
    pub fn by_value(p: Point) -> Point;
    pub fn mixed(m: *const Mixed) -> c_int;
    pub fn big(b: Big) -> Big;
    pub fn colour(c: Colour) -> Colour;
    pub fn level(l: Level) -> Level;
    pub fn call(f: Callback, p: *mut Point) -> i32;
    pub fn printf_like(f: *const c_char, ...) -> i32;
    pub fn pick(a: &mut Point, b: &Point) -> *mut Point;
    pub fn either(e: *mut Either) -> i32;
    #[link_name = "\u{1}_ZN7Counter3addEi"]
    pub fn counter_add(this: *mut Counter, n: i32) -> i32;
    #[link_name = "\u{1}_ZNK7Counter3getEv"]
    pub fn counter_get(this: *const Counter) -> i32;
    #[link_name = "\u{1}_Z8make_stri"]
    pub fn make_str(out: *mut Str, n: i32) -> *mut Str;
    #[link_name = "\u{1}_Z8take_str3Str"]
    pub fn take_str(s: *mut Str) -> i32;
    pub static mut total: i32;
    pub static mut array: [i32; 4];
}
