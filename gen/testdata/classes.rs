mod lib {
    include!(env!("BINDINGS"));
}
use lib::*;

fn main() {
    unsafe {
        let mut r: Reuses = core::mem::zeroed();
        *r.c_mut() = 5;
        *r.on_mut() = true;
        (*r.p_mut()).x = 20;
        let base = r.base_Base_mut().cast::<u8>();
        base.cast::<i32>().write(7);
        base.add(4).write(8);
        assert_eq!((r.c(), r.on(), (*r.p()).x, (*r.base_Base()).sum()), (5, true, 20, 708));
        let r = reuses(r);
        assert_eq!((r.c(), r.on(), (*r.p()).x, (*r.base_Base()).sum()), (25, true, 20, 708));

        let mut s: Shares = core::mem::zeroed();
        *s.c_mut() = 41;
        assert_eq!(shares(s).c(), 42);

        let mut t: Tagged = core::mem::zeroed();
        *t.tag_mut() = 1;
        *t.hi_mut() = 9;
        *t.lo_mut() = 2;
        t.set_bits(5);
        let t = tagged(t);
        assert_eq!((t.tag(), *t.lo(), *t.hi(), *t.i(), t.bits()), (2, 2, 10, 0xa0002, 5));

        let (mut to, at) = (4, Point { x: 1, y: 2 });
        let mut refers_ = core::mem::MaybeUninit::<Refers>::uninit();
        Refers::construct(refers_.as_mut_ptr(), &mut to, &at);
        let held = &*refers_.as_ptr();
        assert_eq!(refers(held), 42);
        assert_eq!((*held.to(), (*held.at()).x), (4, 1));

        let mut o = core::mem::MaybeUninit::<Owner>::uninit();
        Owner::construct(o.as_mut_ptr());
        let o = &*o.as_ptr();
        assert_eq!((*o.lo(), *o.hi(), owner(o)), (1, 2, 1289));
        *o.hi() = 3;
        (*o.p()).y = 5;
        assert_eq!((*o.i(), owner(o)), (0x30001, 1385));

        let w = &*new_two();
        *w.t() = 70;
        *(*w.base_Second()).s() = 60;
        (*(*w.base_Owner()).p()).y = 90;
        *(*w.base_Owner()).i() = 1;
        assert_eq!((two(w), second(w.base_Second())), (221, 60));

        let mut room = [0u64; 4];
        let f = room.as_mut_ptr().cast::<Flexible>();
        *(*f).n() = 3;
        for i in 0..3 {
            room.as_mut_ptr().cast::<f64>().add(1 + i).write(i as f64 + 0.5);
        }
        assert_eq!((*f).data() as usize, f as usize + 8);
        assert_eq!(flexible(f), 4.5);

        let mut p = Point { x: 1, y: 2 };
        assert_eq!((over_Point(p), over_Point_ptr(&mut p)), (1, 2));
        assert_eq!((over_Point_ref_int(&mut p, 0), over_Point_int(p, 0), over_Point_rvalue_int(&mut p, 0)), (3, 4, 5));
        println!("every field");
    }
}
