// Calls what safety.cc has for safe code, without unsafe where none is asked for.
mod b {
    include!(env!("BINDINGS"));
}
use b::safety::*;
use std::mem::MaybeUninit;
use std::pin::Pin;

#[deny(unsafe_code)]
mod safe {
    use super::*;

    pub fn values() {
        let mut h = Hidden::safe_make(4);
        assert_eq!(h.safe_value(), 4);
        h.safe_set(-5);
        assert_eq!((h.safe_value(), { h }.safe_value()), (-5, -5));
        let p = safe_plain(Plain { a: 1, b: [0.5, 1.5, 2.5], mode: Mode::On });
        assert_eq!((p.a, p.b, p.mode.0), (2, [0.5, 1.5, 2.5], 1));
        assert_eq!(safe_numbers(-3, 100, 0.5), 97);
        safe_nothing();
    }

    pub fn object(mut o: Pin<&mut Owner>) {
        assert_eq!((o.safe_get(), Owner::safe_count()), (7, 1));
        o.as_mut().safe_set(30);
        let n = o.safe_get();
        o.as_mut().put_int(n + 1);
        assert_eq!(o.as_mut().safe_mode(Mode(77)).0, 77);
        let p = o.safe_plain(Plain { a: 0, b: [1.0, 2.0, 3.0], mode: Mode::Off }, true, 2, 300, 4000.75);
        assert_eq!((p.a, p.b), (31 + 1 + 2 + 300 + 4000, [1.0, 2.0, 3.0]));
    }
}

fn main() {
    safe::values();
    let mut place = MaybeUninit::<Owner>::uninit();
    unsafe {
        Owner::construct(place.as_mut_ptr(), 7);
        safe::object(Pin::new_unchecked(&mut *place.as_mut_ptr()));
        assert_eq!(*place.assume_init_ref().unsafe_const_reference(), 31);
        Owner::destruct(place.as_mut_ptr());
    }
    println!("safe");
}
