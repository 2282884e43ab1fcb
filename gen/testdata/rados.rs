// Calls the C and the C++ function that answer the version of librados.
mod lib {
    include!(env!("BINDINGS"));
}

fn main() {
    let (mut a, mut b, mut c) = (-1, -1, -1);
    let (mut x, mut y, mut z) = (-2, -2, -2);
    unsafe {
        lib::rados_version(&mut a, &mut b, &mut c);
        lib::librados::v14_2_0::Rados::version(&mut x, &mut y, &mut z);
    }
    assert_eq!((a, b, c), (x, y, z));
    println!("{a}.{b}.{c}");
}
