// Calls functions of libstdc++ of different kinds: constructors and a
// destructor of std::string, methods, an iostream object, free functions,
// static variables.
use std::mem::MaybeUninit;
use std::pin::Pin;

mod lib {
    include!(env!("BINDINGS"));
}
use lib::ffi;
use lib::std_::__cxx11::basic_string_char_std_char_traits_char_std_allocator_char as CxxString;
use lib::std_::{allocator_char, basic_ostream_char_std_char_traits_char as Ostream};

fn main() {
    unsafe {
        // std::ios_base::Init::Init(): makes the standard streams usable.
        let mut init = MaybeUninit::<lib::std_::ios_base_Init>::uninit();
        lib::std_::ios_base_Init::construct(init.as_mut_ptr());

        // std::allocator<char>, and std::string(const char *, const allocator &).
        let mut alloc = MaybeUninit::<allocator_char>::uninit();
        allocator_char::construct_void(alloc.as_mut_ptr());
        let mut s = MaybeUninit::<CxxString>::uninit();
        ffi::std____cxx11_basic_string_char_std_char_traits_char_std_allocator_char_construct_32bfb653(
            s.as_mut_ptr(),
            c"hello, ".as_ptr(),
            alloc.as_ptr(),
        );
        let mut s = Pin::new_unchecked(&mut *s.as_mut_ptr());
        assert_eq!(s.size(), 7);
        s.as_mut().append_const_char(c"world".as_ptr());
        s.as_mut().push_back(b' ' as _);
        assert_eq!(s.size(), 13);

        // std::cout, a static object: write, operator<<(int), put, flush.
        let cout = &raw mut ffi::std__cout as *mut Ostream;
        let mut cout = Pin::new_unchecked(&mut *cout);
        let prefix = "from std::cout: ";
        cout.as_mut().write(prefix.as_ptr().cast(), prefix.len() as _);
        cout.as_mut().write(s.c_str(), s.size() as _);
        cout.as_mut().operator_shl_int(42);
        cout.as_mut().put(b'\n' as _);
        cout.as_mut().flush();

        // Free functions.
        assert!(!lib::std_::uncaught_exception());
        let text = b"abc";
        let hash = lib::std_::_Hash_bytes(text.as_ptr().cast(), 3, 7);
        assert_eq!(hash, lib::std_::_Hash_bytes(text.as_ptr().cast(), 3, 7));

        CxxString::destruct(s.get_unchecked_mut());
        allocator_char::destruct(alloc.as_mut_ptr());
        lib::std_::ios_base_Init::destruct(init.as_mut_ptr());
    }
}
