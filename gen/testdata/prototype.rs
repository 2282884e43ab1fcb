#[allow(dead_code)]
mod lib {
    include!(env!("BINDINGS"));
}

fn main() {
    let text = b"\x07\0";
    unsafe {
        assert_eq!(lib::old(1.5, 97), lib::c_old());
        assert_eq!(i32::from(lib::sum(-3, 200, text.as_ptr() as *mut _)), lib::c_sum());
        assert_eq!((lib::wide(0.5, 6, 2.25) * 100.0) as i32, lib::c_wide());
        assert_eq!(lib::none(), lib::c_none());
    }
    println!("{}", lib::c_old());
}
