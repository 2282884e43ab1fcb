// What the programs for the fixtures share.

#[allow(dead_code)]
unsafe fn zero<T>() -> T {
    core::mem::zeroed()
}

/// An object of the class that a function takes by address.
#[allow(dead_code)]
unsafe fn for_const<T, R>(_: unsafe extern "C" fn(*const T) -> R) -> T {
    core::mem::zeroed()
}

/// The same of a function whose mirror is safe.
#[allow(dead_code)]
unsafe fn for_safe<T, R>(_: unsafe extern "C-unwind" fn(*const T) -> R) -> T {
    core::mem::zeroed()
}

#[allow(dead_code)]
unsafe fn for_mut<T, R>(_: unsafe extern "C" fn(*mut T) -> R) -> T {
    core::mem::zeroed()
}

/// Writes a value at a byte of an object.
#[allow(dead_code)]
unsafe fn put<T, V>(object: *mut T, byte: usize, value: V) {
    assert!(byte + core::mem::size_of::<V>() <= core::mem::size_of::<T>(), "beyond the object");
    object.cast::<u8>().add(byte).cast::<V>().write_unaligned(value)
}

#[allow(dead_code)]
unsafe fn text<'a>(p: *const core::ffi::c_char) -> &'a str {
    std::ffi::CStr::from_ptr(p).to_str().unwrap()
}

/// Whether the program was started to call the function of a name, which does
/// not come back.
#[allow(dead_code)]
fn asked_for(name: &str) -> bool {
    std::env::args().nth(1).as_deref() == Some(name)
}
