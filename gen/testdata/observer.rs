#![allow(clippy::all)]
mod lib {
    include!(env!("BINDINGS"));
}
use core::mem::MaybeUninit;
use lib::*;

#[repr(C)]
struct Mine {
    base: MaybeUninit<Observer>,
    sum: i32,
}

static TABLE: Observer__Table = Observer__Table { offset_to_top: 0, type_info: None, destruct, delete, checks, changed, sum };

unsafe extern "C" fn checks(this: *const Checked) -> i32 {
    ffi::Checked_checks(this) + *(*this.cast::<Observer>()).weight()
}

unsafe extern "C" fn changed(this: *mut Observer, value: i32) {
    (*this.cast::<Mine>()).sum += value * *(*this).weight();
}

unsafe extern "C" fn sum(this: *mut Observer) -> i32 {
    (*this.cast::<Mine>()).sum
}

unsafe extern "C" fn destruct(this: *mut Observer) {
    Observer::destruct(this);
}

unsafe extern "C" fn delete(this: *mut Observer) {
    destruct(this);
    drop(Box::from_raw(this.cast::<Mine>()));
}

fn main() {
    unsafe {
        let mine = Box::into_raw(Box::new(Mine { base: MaybeUninit::uninit(), sum: 0 }));
        let observer = mine.cast::<Observer>();
        Observer::construct(observer, 7);
        mine.cast::<*const core::ffi::c_void>().write(TABLE.address());
        println!("{} {}", judge::fire(observer), judge::remove(observer.cast()));
    }
}
