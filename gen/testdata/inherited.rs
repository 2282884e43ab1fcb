#[allow(dead_code)]
mod bound {
    include!(env!("BINDINGS"));
}
use bound::*;
use std::mem::MaybeUninit;
use std::pin::Pin;

fn main() {
    unsafe {
        let mut one = MaybeUninit::<Inh>::uninit();
        Inh::construct_int(one.as_mut_ptr(), 1);
        let mut two = MaybeUninit::<Inh>::uninit();
        Inh::construct_const_char_double(two.as_mut_ptr(), c"".as_ptr(), 2.5);
        let mut three = MaybeUninit::<VB>::uninit();
        VB::construct(three.as_mut_ptr(), 2);
        let mut four = MaybeUninit::<C1>::uninit();
        C1::construct(four.as_mut_ptr(), 3, 4);
        let all = [
            Pin::new_unchecked(&mut *one.as_mut_ptr()).f(),
            Pin::new_unchecked(&mut *two.as_mut_ptr()).f(),
            Pin::new_unchecked(&mut *three.as_mut_ptr()).f(),
            *four.as_ptr().cast::<i64>() as i32,
        ];
        assert_eq!(all.iter().sum::<i32>(), made());
        println!("{all:?}");
    }
}
