include!(env!("BINDINGS"));

#[repr(C, align(16))]
struct Room<T>(T);

fn main() {
    unsafe {
        // long double: 80 bits, here in the registers' format.
        let (mut v, mut out) = (Room([0u8; 16]), Room([0u8; 16]));
        v.0[..10].copy_from_slice(&[0, 0, 0, 0, 0, 0, 0, 0xA0, 0x01, 0x40]); // 5.0
        lib::half(&mut out as *mut _ as *mut _, &mut v as *mut _ as *mut _);
        assert_eq!(out.0[..10], [0, 0, 0, 0, 0, 0, 0, 0xA0, 0x00, 0x40]); // 2.5
        let (mut v, mut out) = (Room([1.5f32, -3.0]), Room([0f32; 2]));
        lib::twice(&mut out as *mut _ as *mut _, &mut v as *mut _ as *mut _);
        assert_eq!(out.0, [3.0, -6.0]);
        let (mut v, mut out) = ([1i32, 2], [0i32; 2]);
        lib::conjugate(out.as_mut_ptr().cast(), v.as_mut_ptr().cast());
        assert_eq!(out, [1, -2]);
        let method = lib::pick();
        let t = lib::Target { v: 40 };
        assert_eq!(lib::call(&t, method, 2), 42);

        assert_eq!(lib::inlined(1), 22);
        let mut c = core::mem::MaybeUninit::<lib::Counted>::uninit();
        lib::make(c.as_mut_ptr(), 7);
        assert_eq!(*core::ptr::addr_of!(ffi::lib_Counted_live), 1);
        assert_eq!(lib::take(c.as_mut_ptr()), 7); // takes a copy and destroys that
        assert_eq!(*core::ptr::addr_of!(ffi::lib_Counted_live), 1);
        lib::Counted::destruct(c.as_mut_ptr());
        assert_eq!(*core::ptr::addr_of!(ffi::lib_Counted_live), 0);
        let mut a = [5, 6];
        *lib::first(&mut a) += 10;
        assert_eq!(a, [15, 6]);
        let mut n = core::mem::MaybeUninit::<std_::vector_int_std_allocator_int>::uninit();
        lib::numbers(n.as_mut_ptr(), 5);
        assert_eq!((*n.as_ptr()).size(), 5);
        std_::vector_int_std_allocator_int::destruct(n.as_mut_ptr());
        assert_eq!(lib::doubled(4), 8);
        let mut s = core::mem::MaybeUninit::<lib::Square>::uninit();
        lib::Square::construct(s.as_mut_ptr(), 5);
        assert_eq!(lib::measure(&*(*s.as_ptr()).base_Shape()), 25);
        lib::Square::destruct(s.as_mut_ptr());
        let mut p = core::mem::MaybeUninit::<lib::Pair>::uninit();
        lib::fill(p.as_mut_ptr());
        assert_eq!(*core::ptr::addr_of!(ffi::lib_Counted_live), 2);
        lib::Pair::destruct(p.as_mut_ptr());
        assert_eq!(*core::ptr::addr_of!(ffi::lib_Counted_live), 0);
        assert_eq!(lib::larger_int(3, 9), 9);
        assert_eq!(lib::larger_short(4, -4), 4);
    }
    println!("called through shims");
}
