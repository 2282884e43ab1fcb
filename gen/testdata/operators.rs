// Uses the operators of operators.cc as Rust's.
mod b {
    include!(env!("BINDINGS"));
}
use b::ops::*;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::atomic::{AtomicI32, Ordering};

fn array(n: u64) -> Pin<Box<Array>> {
    let mut place = Box::new(MaybeUninit::<Array>::uninit());
    unsafe {
        b::ffi::ops_Array_construct_size_t(place.as_mut_ptr(), n);
        Pin::new_unchecked(Box::from_raw(Box::into_raw(place).cast()))
    }
}

static DROPPED: AtomicI32 = AtomicI32::new(0);
struct Guard(i32);
impl Drop for Guard {
    fn drop(&mut self) {
        DROPPED.fetch_add(self.0, Ordering::SeqCst);
    }
}

extern "C-unwind" fn throws() {
    let _guard = Guard(5);
    let (empty, one) = (array(0), array(1));
    let product = &*empty | &*one;
    println!("not reached: {product}");
}

fn main() {
    let (v, w) = (Vec { x: 1, y: 20 }, Vec { x: 300, y: 4000 });
    let pair = |v: Vec| (v.x, v.y);
    assert_eq!(pair(v + &w), (301, 4020));
    assert_eq!(pair(&v + &w), (301, 4020));
    assert_eq!(pair(&v + w), (301, 4020));
    assert_eq!(pair(v + w), (301, 4020));
    assert_eq!(pair(w - &v), (299, 3980));
    assert_eq!(pair(w - v), (299, 3980));
    assert_eq!(pair(-v), (-1, -20));
    assert_eq!(pair(-&v), (-1, -20));
    assert_eq!(v * &w, 80300);
    assert_eq!(v * w, 80300);
    assert_eq!(pair(v * 3), (3, 60));
    assert_eq!(pair(3 * &v), (30, 600));
    assert_eq!(pair(3 * v), (30, 600));
    assert_eq!(pair(w / 100), (3, 40));
    assert_eq!((pair(w % 7i32), pair(&w % 7i16)), ((6, 3), (6, 3)));
    let mut x = v;
    x += &w;
    x += v;
    assert_eq!(pair(x), (302, 4040));
    x -= &v;
    x -= w;
    x *= 7;
    assert_eq!(pair(x), (7, 140));
    assert!(v == v && v != w && &v == &v);
    assert!(Vec { x: 6, y: 6 } == 6 && Vec { x: 6, y: 7 } != 6 && 7 == Vec { x: 6, y: 7 });
    assert!(v < w && w > v && v <= v && !(v < v));
    let aslant = Vec { x: 0, y: 30 };
    assert!(aslant.partial_cmp(&v).is_none() && !(aslant < v) && !(v < aslant));

    let (f, g) = (Fixed::of(3), Fixed::of(2));
    let raw = |f: Fixed| f.bits();
    assert_eq!((raw(f + g), raw(&f + &g), raw(f % &g), raw(&f % g)), (1280, 1280, 256, 256));
    assert_eq!((raw(f << 2), raw(f >> 8), raw(!f)), (3072, 3, -769));
    assert!(f == f && f != g);

    let wide = Wide { a: 0.5, b: 1.5, c: 2.5 } + Wide { a: 10.0, b: 20.0, c: 30.0 };
    assert_eq!((wide.a, wide.b, wide.c), (10.5, 21.5, 32.5));

    let (mut a, mut c) = (array(3), array(3));
    let mut pin = a.as_mut();
    pin[2] = 4.25;
    pin += 1.0;
    assert_eq!((pin[0], pin[1], pin[2]), (1.0, 1.0, 5.25));
    c.as_mut()[0] = 3.0;
    assert_eq!((a[2], (*a)[0]), (5.25, 1.0));
    assert!(*a != *c && *a == *a && !(!&*a) && !&*array(0));
    assert_eq!(&*a | &*c, 3.0);

    let mut mode = Mode::Read | Mode::Write;
    assert_eq!(mode.0, 3);
    mode = Mode::None;
    mode |= Mode::Write;
    assert_eq!((mode.0, (!mode).0), (2, !2));

    // C++ counts the comparison in a copy: Rust's shared object stays as it is.
    let cached = Cached { n: 1, hits: 0 };
    assert!(cached == Cached { n: 1, hits: 9 } && cached.hits == 0);

    let n = unsafe { b::caught(std::mem::transmute::<extern "C-unwind" fn(), Option<unsafe extern "C" fn()>>(throws)) };
    assert_eq!((n, DROPPED.load(Ordering::SeqCst)), (7, 5));
    println!("every operator");
}
