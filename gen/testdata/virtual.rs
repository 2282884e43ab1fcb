#![allow(clippy::all)]
mod lib {
    include!(env!("BINDINGS"));
}
use core::mem::MaybeUninit;
use core::pin::Pin;
use lib::*;

/// The object at a pointer, as methods that write take it.
unsafe fn at<'a, T>(p: *mut T) -> Pin<&'a mut T> {
    Pin::new_unchecked(&mut *p)
}

/// The number of a label that is built at an address, if it stayed there.
unsafe fn label(build: impl FnOnce(*mut Label)) -> i32 {
    let mut l = MaybeUninit::<Label>::uninit();
    build(l.as_mut_ptr());
    let l = &*l.as_ptr();
    assert_eq!(l.self_ as *const Label, l as *const Label);
    l.n
}

static mut COMPARED: u32 = 0;

macro_rules! same {
    ($left:expr, $right:expr) => {{
        COMPARED += 1;
        assert_eq!($left, $right, "{}", stringify!($left))
    }};
}

unsafe fn a(p: *mut A) {
    same!(at(p).a1(), judge::a1(p));
    same!(at(p).cov(), judge::cov(p));
    same!(at(p).a2(5), judge::a2(p, 5));
    let q = Pair { x: 3, y: 4.5 };
    let mut given = MaybeUninit::<Label>::uninit();
    Label::construct_int(given.as_mut_ptr(), 9);
    same!(label(|out| _ = (*p).label(out, &*given.as_ptr(), q)), judge::label(p, 9, q));
}

unsafe fn b(p: *mut B) {
    same!(at(p).b1(), judge::b1(p));
    same!(at(p).covb(), judge::covb(p));
    same!(at(p).b2(), judge::b2(p));
    let (l, r) = (at(p).pair(Pair { x: 1, y: 2.5 }), judge::pair(p, Pair { x: 1, y: 2.5 }));
    same!((l.x, l.y), (r.x, r.y));
}

unsafe fn v(p: *mut V) {
    same!(at(p).v1(), judge::v1(p));
    same!(at(p).covv(), judge::covv(p));
}

unsafe fn c(p: *mut C) {
    a((*p).base_A());
    b((*p).base_B());
    same!(at(p).b1(), judge::b1((*p).base_B()));
    same!(at(p).b2(), judge::b2((*p).base_B()));
    same!(at(p).c1(), judge::c1(p));
    same!(at(p).cov(), judge::c_cov(p));
    same!(at(p).covb(), judge::c_covb(p));
    same!(at(p).a2_double(2.5), judge::c_a2(p, 2.5));
    same!(at(p).a2_int(7), judge::a2((*p).base_A(), 7));
}

unsafe fn d(p: *mut D) {
    b((*p).base_B());
    v(d_as_v(p));
    same!(at(p).b1(), judge::b1((*p).base_B()));
    same!(at(p).v1(), judge::v1(d_as_v(p)));
    same!(at(p).d1(), judge::d1(p));
    same!(at(p).covv(), judge::d_covv(p));
}

/// What Rust implements the interface with.
#[repr(C)]
struct Mine {
    #[allow(dead_code)]
    table: *const core::ffi::c_void,
    n: i32,
    deleted: *mut i32,
}

static TABLE: Interface__Table = Interface__Table { offset_to_top: 0, type_info: None, first: mine_first, destruct: mine_destruct, delete: mine_delete, second: mine_second, third: mine_third };

unsafe extern "C" fn mine_first(this: *mut Interface, i: i32) -> i32 {
    (*this.cast::<Mine>()).n * i
}

unsafe extern "C" fn mine_second(out: *mut Label, this: *mut Interface, p: Pair) -> *mut Label {
    Label::construct_int(out, (*this.cast::<Mine>()).n + p.x + p.y as i32);
    out
}

unsafe extern "C" fn mine_third(this: *const Interface) -> i32 {
    (*this.cast::<Mine>()).n + 1
}

unsafe extern "C" fn mine_destruct(this: *mut Interface) {
    *(*this.cast::<Mine>()).deleted += 1;
}

unsafe extern "C" fn mine_delete(this: *mut Interface) {
    mine_destruct(this);
    drop(Box::from_raw(this.cast::<Mine>()));
}

fn main() {
    unsafe {
        a(new_a());
        b(new_b());
        v(new_v());
        c(new_c());
        d(new_d());
        let e = new_e();
        same!((*e).base_D(), e_as_d(e));
        c((*e).base_C());
        d((*e).base_D());
        same!(at(e).e1(), judge::e1(e));
        same!(at(e).cov(), judge::e_cov(e));
        same!(at(e).c1(), judge::c1((*e).base_C()));
        same!(at(e).v1(), judge::v1(d_as_v(e_as_d(e))));
        same!(at(e).b1(), judge::b1((*(*e).base_D()).base_B()));
        let f = new_f();
        a((*f).base_A());
        same!(at(f).a1(), judge::a1((*f).base_A()));
        same!(at(f).f1(), judge::f1(f));
        let i = new_hidden();
        same!(at(i).first(8), judge::first(i, 8));
        same!(label(|out| _ = at(i).second(out, Pair { x: 3, y: 4.5 })), judge::second(i, Pair { x: 3, y: 4.5 }));
        same!((*i).third(), judge::third(i));

        let mut deleted = 0;
        let mine: *mut Interface = Box::into_raw(Box::new(Mine { table: TABLE.address(), n: 9, deleted: &mut deleted })).cast();
        same!(judge::first(mine, 5), 45);
        same!(judge::second(mine, Pair { x: 3, y: 4.5 }), 16);
        same!(judge::third(mine), 10);
        same!(at(mine).first(5), 45);
        judge::remove(mine);
        same!(deleted, 1);

        // What the symbol says is still there to call.
        assert_eq!(ffi::C_b1(e.cast()), 4004);

        let before = count();
        Interface::delete(i);
        A::delete((*f).base_A());
        C::delete(new_c());
        B::delete((*new_c()).base_B());
        assert_eq!(count(), before - 2);
        println!("{} values", { COMPARED });
    }
}
