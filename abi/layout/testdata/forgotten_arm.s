@ arm-linux-gnueabihf-g++-12 -g -S of
@ struct alignas(8) Pair { int a; };
@ struct alignas(4) Small { char c; };
@ struct Holder { Pair p; int c; };
@ struct alignas(16) Wide { int a; };
@ struct Plain { int a, b, c; };
@ Pair pair; Small small; Holder holder; Wide wide; Plain plain;
	.arch armv7-a
	.fpu vfpv3-d16
	.eabi_attribute 28, 1
	.eabi_attribute 20, 1
	.eabi_attribute 21, 1
	.eabi_attribute 23, 3
	.eabi_attribute 24, 1
	.eabi_attribute 25, 1
	.eabi_attribute 26, 2
	.eabi_attribute 30, 6
	.eabi_attribute 34, 1
	.eabi_attribute 18, 4
	.file	"fg.cc"
	.text
.Ltext0:
	.cfi_sections	.debug_frame
	.file 1 "fg.cc"
	.global	pair
	.bss
	.align	3
	.type	pair, %object
	.size	pair, 8
pair:
	.space	8
	.global	small
	.align	2
	.type	small, %object
	.size	small, 4
small:
	.space	4
	.global	holder
	.align	3
	.type	holder, %object
	.size	holder, 16
holder:
	.space	16
	.global	wide
	.align	4
	.type	wide, %object
	.size	wide, 16
wide:
	.space	16
	.global	plain
	.align	2
	.type	plain, %object
	.size	plain, 12
plain:
	.space	12
	.text
.Letext0:
	.section	.debug_info,"",%progbits
.Ldebug_info0:
	.4byte	0x10c
	.2byte	0x5
	.byte	0x1
	.byte	0x4
	.4byte	.Ldebug_abbrev0
	.uleb128 0x4
	.4byte	.LASF10
	.byte	0x21
	.4byte	.LASF11
	.4byte	.LASF12
	.4byte	.Ldebug_line0
	.uleb128 0x3
	.4byte	.LASF0
	.byte	0x8
	.byte	0x1
	.byte	0x13
	.4byte	0x35
	.uleb128 0x1
	.ascii	"a\000"
	.byte	0x1
	.byte	0x1e
	.4byte	0x35
	.byte	0
	.byte	0
	.uleb128 0x5
	.byte	0x4
	.byte	0x5
	.ascii	"int\000"
	.uleb128 0x3
	.4byte	.LASF1
	.byte	0x4
	.byte	0x2
	.byte	0x13
	.4byte	0x53
	.uleb128 0x1
	.ascii	"c\000"
	.byte	0x2
	.byte	0x20
	.4byte	0x53
	.byte	0
	.byte	0
	.uleb128 0x6
	.byte	0x1
	.byte	0x8
	.4byte	.LASF2
	.uleb128 0x3
	.4byte	.LASF3
	.byte	0x10
	.byte	0x3
	.byte	0x8
	.4byte	0x7b
	.uleb128 0x1
	.ascii	"p\000"
	.byte	0x3
	.byte	0x16
	.4byte	0x1e
	.byte	0
	.uleb128 0x1
	.ascii	"c\000"
	.byte	0x3
	.byte	0x1d
	.4byte	0x35
	.byte	0x8
	.byte	0
	.uleb128 0x7
	.4byte	.LASF13
	.byte	0x10
	.byte	0x10
	.byte	0x1
	.byte	0x4
	.byte	0x14
	.4byte	0x94
	.uleb128 0x1
	.ascii	"a\000"
	.byte	0x4
	.byte	0x1f
	.4byte	0x35
	.byte	0
	.byte	0
	.uleb128 0x3
	.4byte	.LASF4
	.byte	0xc
	.byte	0x5
	.byte	0x8
	.4byte	0xbf
	.uleb128 0x1
	.ascii	"a\000"
	.byte	0x5
	.byte	0x14
	.4byte	0x35
	.byte	0
	.uleb128 0x1
	.ascii	"b\000"
	.byte	0x5
	.byte	0x17
	.4byte	0x35
	.byte	0x4
	.uleb128 0x1
	.ascii	"c\000"
	.byte	0x5
	.byte	0x1a
	.4byte	0x35
	.byte	0x8
	.byte	0
	.uleb128 0x2
	.4byte	.LASF5
	.byte	0x6
	.4byte	0x1e
	.uleb128 0x5
	.byte	0x3
	.4byte	pair
	.uleb128 0x2
	.4byte	.LASF6
	.byte	0x12
	.4byte	0x3c
	.uleb128 0x5
	.byte	0x3
	.4byte	small
	.uleb128 0x2
	.4byte	.LASF7
	.byte	0x20
	.4byte	0x5a
	.uleb128 0x5
	.byte	0x3
	.4byte	holder
	.uleb128 0x2
	.4byte	.LASF8
	.byte	0x2d
	.4byte	0x7b
	.uleb128 0x5
	.byte	0x3
	.4byte	wide
	.uleb128 0x2
	.4byte	.LASF9
	.byte	0x39
	.4byte	0x94
	.uleb128 0x5
	.byte	0x3
	.4byte	plain
	.byte	0
	.section	.debug_abbrev,"",%progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0x21
	.sleb128 6
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0x13
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x4
	.uleb128 0x11
	.byte	0x1
	.uleb128 0x25
	.uleb128 0xe
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1b
	.uleb128 0xe
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x5
	.uleb128 0x24
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0x8
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0x24
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0xe
	.byte	0
	.byte	0
	.uleb128 0x7
	.uleb128 0x13
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x88
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_aranges,"",%progbits
	.4byte	0x14
	.2byte	0x2
	.4byte	.Ldebug_info0
	.byte	0x4
	.byte	0
	.2byte	0
	.2byte	0
	.4byte	0
	.4byte	0
	.section	.debug_line,"",%progbits
.Ldebug_line0:
	.section	.debug_str,"MS",%progbits,1
.LASF7:
	.ascii	"holder\000"
.LASF11:
	.ascii	"fg.cc\000"
.LASF6:
	.ascii	"small\000"
.LASF13:
	.ascii	"Wide\000"
.LASF8:
	.ascii	"wide\000"
.LASF10:
	.ascii	"GNU C++17 12.2.0 -mfloat-abi=hard -mtls-dialect=gnu"
	.ascii	" -mthumb -march=armv7-a+fp -g -fno-asynchronous-unw"
	.ascii	"ind-tables\000"
.LASF9:
	.ascii	"plain\000"
.LASF4:
	.ascii	"Plain\000"
.LASF1:
	.ascii	"Small\000"
.LASF3:
	.ascii	"Holder\000"
.LASF12:
	.ascii	"/work\000"
.LASF0:
	.ascii	"Pair\000"
.LASF5:
	.ascii	"pair\000"
.LASF2:
	.ascii	"char\000"
	.ident	"GCC: (Debian 12.2.0-14) 12.2.0"
	.section	.note.GNU-stack,"",%progbits
