use std::mem::MaybeUninit;
use std::pin::Pin;

mod lib {
    include!(env!("BINDINGS"));
}
use lib::{Counter, Mode, Point};

fn main() {
    unsafe {
        let (a, mut b) = (Point { x: 1, y: 2 }, Point { x: 30, y: 40 });
        assert_eq!(lib::sum(&a, &b), 73);
        lib::mirror(&mut b);
        assert_eq!((b.x, b.y), (40, 30));
        let (mut n, mut d) = (7, 3.0);
        assert_eq!(lib::bump(&mut n, &mut d), 7);
        assert_eq!((n, d), (8, 1.5));
        let (mut on, mut mode) = (false, Mode::off);
        assert!(lib::toggle(&mut on, &mut mode));
        assert!(on && mode == Mode::on);

        let mut c = [MaybeUninit::<Counter>::uninit(), MaybeUninit::<Counter>::uninit()];
        let [c, e] = &mut c;
        Counter::construct(c.as_mut_ptr(), 5);
        Counter::construct(e.as_mut_ptr(), 8);
        let mut c = Pin::new_unchecked(&mut *c.as_mut_ptr());
        let mut e = Pin::new_unchecked(&mut *e.as_mut_ptr());
        c.as_mut().add(&e);
        assert_eq!((c.value(), e.value()), (13, 8));
        c.as_mut().swap(e.as_mut());
        assert_eq!((c.value(), e.value()), (8, 13));
        assert_eq!(lib::total(&c, e.as_mut()), 21);
        Counter::destruct(c.get_unchecked_mut());
        Counter::destruct(e.get_unchecked_mut());

        let mut volatile = 3;
        assert_eq!(lib::stays_volatile(&raw mut volatile), 3);
        let mut list = [1, 2, 3];
        assert_eq!(lib::stays_array(&raw mut list), 3);
        let mut points = [a, b];
        let mut p = points.as_mut_ptr();
        assert_eq!(lib::stays_pointer(&raw mut p), 40);
        assert_eq!(lib::stays_rvalue(&raw mut b), 40);
        assert_eq!(lib::stays_plain(&raw mut b), 30);
        let mut c = 64;
        lib::stays_char(&raw mut c);
        assert_eq!(c, 65);
        let same: *mut Point = lib::stays_result(&mut b);
        assert_eq!(same, &raw mut b);
    }
    println!("every reference");
}
