// Written by tenon from built objects for x86_64-unknown-linux-gnu.
// Do not edit: change the objects or the configuration and write it again.

#[allow(dead_code, non_camel_case_types, non_snake_case)]
#[allow(non_upper_case_globals, unsafe_op_in_unsafe_fn)]
#[allow(clippy::approx_constant)]
pub const SHAPES_MAX_SIDES: u32 = 64;

#[allow(dead_code, non_camel_case_types, non_snake_case)]
#[allow(non_upper_case_globals, unsafe_op_in_unsafe_fn)]
#[allow(clippy::approx_constant)]
pub const SHAPES_NAME: &[u8; 7] = b"shapes\0";

#[allow(dead_code, non_camel_case_types, non_snake_case)]
#[allow(non_upper_case_globals, unsafe_op_in_unsafe_fn)]
#[allow(clippy::approx_constant)]
pub const SHAPES_VERSION: i32 = 3;

#[allow(dead_code, non_camel_case_types, non_snake_case)]
#[allow(non_upper_case_globals, unsafe_op_in_unsafe_fn)]
#[allow(clippy::missing_safety_doc, clippy::too_many_arguments)]
#[allow(clippy::type_complexity)]
/// `int shapes_version()`, shapes.cc:88
#[inline]
pub fn shapes_version() -> i32 {
    unsafe { ffi::shapes_version() }
}

#[allow(dead_code, non_camel_case_types, non_snake_case)]
#[allow(non_upper_case_globals, unsafe_op_in_unsafe_fn)]
#[allow(clippy::approx_constant, clippy::enum_variant_names)]
#[allow(clippy::len_without_is_empty, clippy::missing_safety_doc)]
#[allow(clippy::module_inception, clippy::self_named_constructors)]
#[allow(clippy::should_implement_trait, clippy::too_many_arguments)]
#[allow(clippy::type_complexity, clippy::upper_case_acronyms)]
#[allow(clippy::wrong_self_convention)]
pub mod ffi {
    /// The bits from bit `first` on of the object at `object`.
    pub unsafe fn tenon_bits<T>(object: *const T, first: usize, width: usize) -> u64 {
        let mut all = 0u128;
        let mut i = first / 8;
        while 8 * i < first + width {
            all |= (object.cast::<u8>().add(i).read() as u128) << (8 * (i - first / 8));
            i += 1;
        }
        (all >> (first % 8)) as u64 & (u64::MAX >> (64 - width))
    }

    /// The same, with the highest bit as the sign.
    pub unsafe fn tenon_signed_bits<T>(object: *const T, first: usize, width: usize) -> i64 {
        ((tenon_bits(object, first, width) << (64 - width)) as i64) >> (64 - width)
    }

    /// Writes the low `width` bits of `value` there.
    pub unsafe fn tenon_set_bits<T>(object: *mut T, first: usize, width: usize, value: u64) {
        let mask = ((u64::MAX >> (64 - width)) as u128) << (first % 8);
        let new = ((value as u128) << (first % 8)) & mask;
        let mut i = first / 8;
        while 8 * i < first + width {
            let shift = 8 * (i - first / 8);
            let byte = object.cast::<u8>().add(i);
            byte.write(byte.read() & !((mask >> shift) as u8) | (new >> shift) as u8);
            i += 1;
        }
    }

    unsafe extern "C" {
        /// `shapes::Label::Label(const char *)`, shapes.h:24
        #[link_name = "\u{1}_ZN6shapes5LabelC1EPKc"]
        pub fn shapes_Label_construct_const_char(
            this: *mut super::shapes::Label,
            text: *const core::ffi::c_char,
        );
        /// `shapes::Label::Label(const shapes::Label &)`, shapes.h:25
        #[link_name = "\u{1}_ZN6shapes5LabelC1ERKS0_"]
        pub fn shapes_Label_construct_const_shapes_Label(
            this: *mut super::shapes::Label,
            other: *const super::shapes::Label,
        );
        /// `shapes::Label::~Label()`, shapes.h:27
        #[link_name = "\u{1}_ZN6shapes5LabelD1Ev"]
        pub fn shapes_Label_destruct(this: *mut super::shapes::Label);
        /// `shapes::Label &shapes::Label::operator=(const shapes::Label &)`, shapes.h:26
        #[link_name = "\u{1}_ZN6shapes5LabelaSERKS0_"]
        pub fn shapes_Label_operator_assign(
            this: *mut super::shapes::Label,
            other: *const super::shapes::Label,
        ) -> *mut super::shapes::Label;
        /// `shapes::Polygon::Polygon(shapes::Color)`, shapes.h:43
        #[link_name = "\u{1}_ZN6shapes7PolygonC1ENS_5ColorE"]
        pub fn shapes_Polygon_construct(
            this: *mut super::shapes::Polygon,
            color: super::shapes::Color,
        );
        /// `shapes::Polygon::~Polygon()`, shapes.h:44
        #[link_name = "\u{1}_ZN6shapes7PolygonD1Ev"]
        pub fn shapes_Polygon_destruct(this: *mut super::shapes::Polygon);
        /// `double shapes::distance(const shapes::Polygon &, const shapes::Polygon &)`, shapes.cc:82
        #[link_name = "\u{1}_ZN6shapes8distanceERKNS_7PolygonES2_"]
        pub fn shapes_distance_const_shapes_Polygon_const_shapes_Polygon(
            a: *const super::shapes::Polygon,
            b: *const super::shapes::Polygon,
        ) -> f64;
        /// `const char *shapes::Label::text() const`, shapes.h:30
        #[link_name = "\u{1}_ZNK6shapes5Label4textEv"]
        pub fn shapes_Label_text(this: *const super::shapes::Label) -> *const core::ffi::c_char;
        /// `shapes::Label shapes::Polygon::label() const`, shapes.h:55
        #[link_name = "\u{1}_ZNK6shapes7Polygon5labelEv"]
        pub fn shapes_Polygon_label(
            out: *mut super::shapes::Label,
            this: *const super::shapes::Polygon,
        ) -> *mut super::shapes::Label;
        /// `bool shapes::Polygon::is_called(shapes::Label) const`, shapes.h:56
        #[link_name = "\u{1}_ZNK6shapes7Polygon9is_calledENS_5LabelE"]
        pub fn shapes_Polygon_is_called(
            this: *const super::shapes::Polygon,
            name: *mut super::shapes::Label,
        ) -> bool;
    }

    unsafe extern "C-unwind" {
        /// `static int shapes::Label::alive()`, shapes.h:33
        #[link_name = "\u{1}_ZN6shapes5Label5aliveEv"]
        pub fn shapes_Label_alive() -> i32;
        /// `void shapes::Polygon::add(shapes::Point)`, shapes.h:46
        #[link_name = "\u{1}_ZN6shapes7Polygon3addENS_5PointE"]
        pub fn shapes_Polygon_add_shapes_Point(
            this: *mut super::shapes::Polygon,
            p: super::shapes::Point,
        );
        /// `void shapes::Polygon::add(double, double)`, shapes.h:47
        #[link_name = "\u{1}_ZN6shapes7Polygon3addEdd"]
        pub fn shapes_Polygon_add_double_double(this: *mut super::shapes::Polygon, x: f64, y: f64);
        /// `static int shapes::Polygon::max_sides()`, shapes.h:58
        #[link_name = "\u{1}_ZN6shapes7Polygon9max_sidesEv"]
        pub fn shapes_Polygon_max_sides() -> i32;
        /// `double shapes::distance(shapes::Point, shapes::Point)`, shapes.cc:78
        #[link_name = "\u{1}_ZN6shapes8distanceENS_5PointES0_"]
        pub fn shapes_distance_shapes_Point_shapes_Point(
            a: super::shapes::Point,
            b: super::shapes::Point,
        ) -> f64;
        /// `bool shapes::Label::intact() const`, shapes.h:31
        #[link_name = "\u{1}_ZNK6shapes5Label6intactEv"]
        pub fn shapes_Label_intact(this: *const super::shapes::Label) -> bool;
        /// `int shapes::Label::length() const`, shapes.h:29
        #[link_name = "\u{1}_ZNK6shapes5Label6lengthEv"]
        pub fn shapes_Label_length(this: *const super::shapes::Label) -> i32;
        /// `double shapes::Polygon::area() const`, shapes.h:50
        #[link_name = "\u{1}_ZNK6shapes7Polygon4areaEv"]
        pub fn shapes_Polygon_area(this: *const super::shapes::Polygon) -> f64;
        /// `shapes::Color shapes::Polygon::color() const`, shapes.h:52
        #[link_name = "\u{1}_ZNK6shapes7Polygon5colorEv"]
        pub fn shapes_Polygon_color(this: *const super::shapes::Polygon) -> super::shapes::Color;
        /// `int shapes::Polygon::sides() const`, shapes.h:49
        #[link_name = "\u{1}_ZNK6shapes7Polygon5sidesEv"]
        pub fn shapes_Polygon_sides(this: *const super::shapes::Polygon) -> i32;
        /// `shapes::Point shapes::Polygon::corner(int) const`, shapes.h:51
        #[link_name = "\u{1}_ZNK6shapes7Polygon6cornerEi"]
        pub fn shapes_Polygon_corner(
            this: *const super::shapes::Polygon,
            i: i32,
        ) -> super::shapes::Point;
        /// `int shapes_version()`, shapes.cc:88
        pub fn shapes_version() -> i32;
    }

    unsafe extern "C" {
        /// `int shapes::default_width`, shapes.h:71
        #[link_name = "\u{1}_ZN6shapes13default_widthE"]
        pub static mut shapes_default_width: i32;
        /// `int shapes::Label::alive_`, shapes.h:38
        #[link_name = "\u{1}_ZN6shapes5Label6alive_E"]
        pub static mut shapes_Label_alive_: i32;
    }
}

#[allow(dead_code, non_camel_case_types, non_snake_case)]
#[allow(non_upper_case_globals, unsafe_op_in_unsafe_fn)]
#[allow(clippy::approx_constant, clippy::enum_variant_names)]
#[allow(clippy::len_without_is_empty, clippy::missing_safety_doc)]
#[allow(clippy::module_inception, clippy::self_named_constructors)]
#[allow(clippy::should_implement_trait, clippy::too_many_arguments)]
#[allow(clippy::type_complexity, clippy::upper_case_acronyms)]
#[allow(clippy::wrong_self_convention)]
pub mod shapes {
    /// `enum shapes::Color`, shapes.h:18
    #[repr(transparent)]
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Color(pub u8);

    impl Color {
        pub const Red: Self = Self(1);
        pub const Green: Self = Self(2);
        pub const Blue: Self = Self(4);
    }

    impl core::fmt::Debug for Color {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            match self.0 {
                1 => f.write_str("Red"),
                2 => f.write_str("Green"),
                4 => f.write_str("Blue"),
                other => write!(f, "Color({other})"),
            }
        }
    }

    const _: () = {
        assert!(core::mem::size_of::<Color>() == 1, "size of shapes::Color");
    };

    /// `class shapes::Label`, shapes.h:22
    #[repr(C, align(8))]
    pub struct Label {
        _bytes: core::cell::UnsafeCell<[core::mem::MaybeUninit<u8>; 32]>,
        _pin: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,
    }

    const _: () = {
        assert!(core::mem::size_of::<Label>() == 32, "size of shapes::Label");
        assert!(
            core::mem::align_of::<Label>() == 8,
            "alignment of shapes::Label"
        );
    };

    /// `struct shapes::Point`, shapes.h:13
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct Point {
        pub x: f64,
        pub y: f64,
    }

    const _: () = {
        assert!(core::mem::size_of::<Point>() == 16, "size of shapes::Point");
        assert!(
            core::mem::align_of::<Point>() == 8,
            "alignment of shapes::Point"
        );
        assert!(
            core::mem::offset_of!(Point, x) == 0,
            "offset of shapes::Point::x"
        );
        assert!(
            core::mem::offset_of!(Point, y) == 8,
            "offset of shapes::Point::y"
        );
    };

    /// `class shapes::Polygon`, shapes.h:41
    #[repr(C, align(8))]
    pub struct Polygon {
        _bytes: core::cell::UnsafeCell<[core::mem::MaybeUninit<u8>; 1032]>,
        _pin: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,
    }

    const _: () = {
        assert!(
            core::mem::size_of::<Polygon>() == 1032,
            "size of shapes::Polygon"
        );
        assert!(
            core::mem::align_of::<Polygon>() == 8,
            "alignment of shapes::Polygon"
        );
    };

    impl Label {
        /// Address of `const shapes::Label *self_`, at byte 0.
        #[inline]
        pub fn self_(&self) -> *mut *const super::shapes::Label {
            unsafe { (self as *const Self as *mut u8).add(0).cast() }
        }

        /// Address of `char text_[24]`, at byte 8.
        #[inline]
        pub fn text_(&self) -> *mut [i8; 24] {
            unsafe { (self as *const Self as *mut u8).add(8).cast() }
        }

        /// `static int shapes::Label::alive()`, shapes.h:33
        #[inline]
        pub fn alive() -> i32 {
            unsafe { super::ffi::shapes_Label_alive() }
        }

        /// `shapes::Label::Label(const char *)`, shapes.h:24
        #[inline]
        pub unsafe fn construct_const_char(
            this: *mut super::shapes::Label,
            text: *const core::ffi::c_char,
        ) {
            super::ffi::shapes_Label_construct_const_char(this, text)
        }

        /// `shapes::Label::Label(const shapes::Label &)`, shapes.h:25
        #[inline]
        pub unsafe fn construct_const_shapes_Label(
            this: *mut super::shapes::Label,
            other: &super::shapes::Label,
        ) {
            super::ffi::shapes_Label_construct_const_shapes_Label(this, other)
        }

        /// `shapes::Label::~Label()`, shapes.h:27
        #[inline]
        pub unsafe fn destruct(this: *mut super::shapes::Label) {
            super::ffi::shapes_Label_destruct(this)
        }

        /// `shapes::Label &shapes::Label::operator=(const shapes::Label &)`, shapes.h:26
        #[inline]
        pub unsafe fn operator_assign(
            self: core::pin::Pin<&mut Self>,
            other: &super::shapes::Label,
        ) -> *mut super::shapes::Label {
            super::ffi::shapes_Label_operator_assign(self.get_unchecked_mut(), other)
        }

        /// `const char *shapes::Label::text() const`, shapes.h:30
        #[inline]
        pub unsafe fn text(&self) -> *const core::ffi::c_char {
            super::ffi::shapes_Label_text(self)
        }

        /// `bool shapes::Label::intact() const`, shapes.h:31
        #[inline]
        pub fn intact(&self) -> bool {
            unsafe { super::ffi::shapes_Label_intact(self) }
        }

        /// `int shapes::Label::length() const`, shapes.h:29
        #[inline]
        pub fn length(&self) -> i32 {
            unsafe { super::ffi::shapes_Label_length(self) }
        }
    }

    impl Polygon {
        /// Address of `shapes::Color color_`, at byte 0.
        #[inline]
        pub fn color_(&self) -> *mut super::shapes::Color {
            unsafe { (self as *const Self as *mut u8).add(0).cast() }
        }

        /// Bit-field `unsigned int count_ : 8`, from bit 8.
        #[inline]
        pub fn count_(&self) -> u32 {
            unsafe { super::ffi::tenon_bits(self, 8, 8) as u32 }
        }

        /// Writes the low 8 bits of `value` to the bit-field `count_`.
        #[inline]
        pub fn set_count_(self: core::pin::Pin<&mut Self>, value: u32) {
            unsafe { super::ffi::tenon_set_bits(self.get_unchecked_mut(), 8, 8, value as u64) }
        }

        /// Bit-field `unsigned int closed_ : 1`, from bit 16.
        #[inline]
        pub fn closed_(&self) -> u32 {
            unsafe { super::ffi::tenon_bits(self, 16, 1) as u32 }
        }

        /// Writes the low 1 bits of `value` to the bit-field `closed_`.
        #[inline]
        pub fn set_closed_(self: core::pin::Pin<&mut Self>, value: u32) {
            unsafe { super::ffi::tenon_set_bits(self.get_unchecked_mut(), 16, 1, value as u64) }
        }

        /// Address of `shapes::Point points_[64]`, at byte 8.
        #[inline]
        pub fn points_(&self) -> *mut [super::shapes::Point; 64] {
            unsafe { (self as *const Self as *mut u8).add(8).cast() }
        }

        /// `void shapes::Polygon::add(shapes::Point)`, shapes.h:46
        #[inline]
        pub fn add_shapes_Point(self: core::pin::Pin<&mut Self>, p: super::shapes::Point) {
            unsafe { super::ffi::shapes_Polygon_add_shapes_Point(self.get_unchecked_mut(), p) }
        }

        /// `void shapes::Polygon::add(double, double)`, shapes.h:47
        #[inline]
        pub fn add_double_double(self: core::pin::Pin<&mut Self>, x: f64, y: f64) {
            unsafe { super::ffi::shapes_Polygon_add_double_double(self.get_unchecked_mut(), x, y) }
        }

        /// `static int shapes::Polygon::max_sides()`, shapes.h:58
        #[inline]
        pub fn max_sides() -> i32 {
            unsafe { super::ffi::shapes_Polygon_max_sides() }
        }

        /// `shapes::Polygon::Polygon(shapes::Color)`, shapes.h:43
        #[inline]
        pub unsafe fn construct(this: *mut super::shapes::Polygon, color: super::shapes::Color) {
            super::ffi::shapes_Polygon_construct(this, color)
        }

        /// `shapes::Polygon::~Polygon()`, shapes.h:44
        #[inline]
        pub unsafe fn destruct(this: *mut super::shapes::Polygon) {
            super::ffi::shapes_Polygon_destruct(this)
        }

        /// `double shapes::Polygon::area() const`, shapes.h:50
        #[inline]
        pub fn area(&self) -> f64 {
            unsafe { super::ffi::shapes_Polygon_area(self) }
        }

        /// `shapes::Color shapes::Polygon::color() const`, shapes.h:52
        #[inline]
        pub fn color(&self) -> super::shapes::Color {
            unsafe { super::ffi::shapes_Polygon_color(self) }
        }

        /// `shapes::Label shapes::Polygon::label() const`, shapes.h:55
        #[inline]
        pub unsafe fn label(&self, out: *mut super::shapes::Label) -> *mut super::shapes::Label {
            super::ffi::shapes_Polygon_label(out, self)
        }

        /// `int shapes::Polygon::sides() const`, shapes.h:49
        #[inline]
        pub fn sides(&self) -> i32 {
            unsafe { super::ffi::shapes_Polygon_sides(self) }
        }

        /// `shapes::Point shapes::Polygon::corner(int) const`, shapes.h:51
        #[inline]
        pub fn corner(&self, i: i32) -> super::shapes::Point {
            unsafe { super::ffi::shapes_Polygon_corner(self, i) }
        }

        /// `bool shapes::Polygon::is_called(shapes::Label) const`, shapes.h:56
        #[inline]
        pub unsafe fn is_called(&self, name: *mut super::shapes::Label) -> bool {
            super::ffi::shapes_Polygon_is_called(self, name)
        }
    }

    /// `double shapes::distance(shapes::Point, shapes::Point)`, shapes.cc:78
    #[inline]
    pub fn distance_shapes_Point_shapes_Point(
        a: super::shapes::Point,
        b: super::shapes::Point,
    ) -> f64 {
        unsafe { super::ffi::shapes_distance_shapes_Point_shapes_Point(a, b) }
    }

    /// `double shapes::distance(const shapes::Polygon &, const shapes::Polygon &)`, shapes.cc:82
    #[inline]
    pub unsafe fn distance_const_shapes_Polygon_const_shapes_Polygon(
        a: &super::shapes::Polygon,
        b: &super::shapes::Polygon,
    ) -> f64 {
        super::ffi::shapes_distance_const_shapes_Polygon_const_shapes_Polygon(a, b)
    }
}
