@ arm-linux-gnueabihf-g++-12 -g -S -O1 -gno-variable-location-views -fno-rtti -fno-exceptions of
@ struct S { S(); virtual ~S(); int a; }; S::S() : a(1) {} S::~S() {} int f(S *s) { return s->a; }
	.arch armv7-a
	.fpu vfpv3-d16
	.eabi_attribute 28, 1
	.eabi_attribute 20, 1
	.eabi_attribute 21, 1
	.eabi_attribute 23, 3
	.eabi_attribute 24, 1
	.eabi_attribute 25, 1
	.eabi_attribute 26, 2
	.eabi_attribute 30, 1
	.eabi_attribute 34, 1
	.eabi_attribute 18, 4
	.file	"cd.cc"
	.text
.Ltext0:
	.cfi_sections	.debug_frame
	.file 1 "cd.cc"
	.align	1
	.global	_ZN1SD2Ev
	.syntax unified
	.thumb
	.thumb_func
	.type	_ZN1SD2Ev, %function
_ZN1SD2Ev:
.LFB4:
	.loc 1 1 58
	.cfi_startproc
	@ args = 0, pretend = 0, frame = 0
	@ frame_needed = 0, uses_anonymous_args = 0
	@ link register save eliminated.
.LVL0:
	.loc 1 1 67
	bx	lr
	.cfi_endproc
.LFE4:
	.size	_ZN1SD2Ev, .-_ZN1SD2Ev
	.global	_ZN1SD1Ev
	.thumb_set _ZN1SD1Ev,_ZN1SD2Ev
	.align	1
	.global	_ZN1SD0Ev
	.syntax unified
	.thumb
	.thumb_func
	.type	_ZN1SD0Ev, %function
_ZN1SD0Ev:
.LFB6:
	.loc 1 1 58
	.cfi_startproc
	@ args = 0, pretend = 0, frame = 0
	@ frame_needed = 0, uses_anonymous_args = 0
.LVL1:
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset 4, -8
	.cfi_offset 14, -4
	mov	r4, r0
	.loc 1 1 67
	movs	r1, #8
	bl	_ZdlPvj(PLT)
.LVL2:
	mov	r0, r4
	pop	{r4, pc}
	.cfi_endproc
.LFE6:
	.size	_ZN1SD0Ev, .-_ZN1SD0Ev
	.align	1
	.global	_ZN1SC2Ev
	.syntax unified
	.thumb
	.thumb_func
	.type	_ZN1SC2Ev, %function
_ZN1SC2Ev:
.LFB1:
	.loc 1 1 41
	.cfi_startproc
	@ args = 0, pretend = 0, frame = 0
	@ frame_needed = 0, uses_anonymous_args = 0
	@ link register save eliminated.
.LVL3:
.LBB2:
	.loc 1 1 53
	ldr	r2, .L5
.LPIC0:
	add	r2, pc
	adds	r2, r2, #8
	str	r2, [r0]
	.loc 1 1 50
	movs	r2, #1
	str	r2, [r0, #4]
.LBE2:
	.loc 1 1 56
	bx	lr
.L6:
	.align	2
.L5:
	.word	.LANCHOR0-(.LPIC0+4)
	.cfi_endproc
.LFE1:
	.size	_ZN1SC2Ev, .-_ZN1SC2Ev
	.global	_ZN1SC1Ev
	.thumb_set _ZN1SC1Ev,_ZN1SC2Ev
	.align	1
	.global	_Z1fP1S
	.syntax unified
	.thumb
	.thumb_func
	.type	_Z1fP1S, %function
_Z1fP1S:
.LFB7:
	.loc 1 1 81
	.cfi_startproc
	@ args = 0, pretend = 0, frame = 0
	@ frame_needed = 0, uses_anonymous_args = 0
	@ link register save eliminated.
.LVL4:
	.loc 1 1 96
	ldr	r0, [r0, #4]
.LVL5:
	bx	lr
	.cfi_endproc
.LFE7:
	.size	_Z1fP1S, .-_Z1fP1S
	.global	_ZTV1S
	.section	.data.rel.ro.local,"aw"
	.align	2
	.set	.LANCHOR0,. + 0
	.type	_ZTV1S, %object
	.size	_ZTV1S, 16
_ZTV1S:
	.word	0
	.word	0
	.word	_ZN1SD1Ev
	.word	_ZN1SD0Ev
	.text
.Letext0:
	.section	.debug_info,"",%progbits
.Ldebug_info0:
	.4byte	0x1d7
	.2byte	0x5
	.byte	0x1
	.byte	0x4
	.4byte	.Ldebug_abbrev0
	.uleb128 0x8
	.4byte	.LASF7
	.byte	0x21
	.4byte	.LASF8
	.4byte	.LASF9
	.4byte	.Ltext0
	.4byte	.Letext0-.Ltext0
	.4byte	.Ldebug_line0
	.uleb128 0x9
	.ascii	"S\000"
	.byte	0x8
	.byte	0x1
	.byte	0x1
	.byte	0x8
	.4byte	0x26
	.4byte	0xac
	.uleb128 0xa
	.ascii	"S\000"
	.4byte	.LASF10
	.4byte	0xb1
	.4byte	0x48
	.4byte	0x53
	.uleb128 0x1
	.4byte	0xb1
	.uleb128 0xb
	.4byte	0xbb
	.byte	0
	.uleb128 0xc
	.4byte	.LASF11
	.4byte	0xd8
	.byte	0
	.uleb128 0xd
	.ascii	"S\000"
	.byte	0x1
	.byte	0x1
	.byte	0x29
	.4byte	.LASF12
	.4byte	0xb1
	.4byte	0x73
	.4byte	0x79
	.uleb128 0x1
	.4byte	0xb1
	.byte	0
	.uleb128 0xe
	.ascii	"~S\000"
	.byte	0x1
	.byte	0x1
	.byte	0x3a
	.4byte	.LASF0
	.4byte	0xe7
	.byte	0x1
	.4byte	0x26
	.4byte	0x95
	.4byte	0xa0
	.uleb128 0x1
	.4byte	0xb1
	.uleb128 0x1
	.4byte	0xcc
	.byte	0
	.uleb128 0xf
	.ascii	"a\000"
	.byte	0x1
	.byte	0x1
	.byte	0x23
	.4byte	0xcc
	.byte	0x4
	.byte	0
	.uleb128 0x2
	.4byte	0x26
	.uleb128 0x5
	.4byte	0x26
	.uleb128 0x2
	.4byte	0xb1
	.uleb128 0x10
	.byte	0x4
	.4byte	0xac
	.uleb128 0x11
	.4byte	0xcc
	.4byte	0xcc
	.uleb128 0x12
	.byte	0
	.uleb128 0x13
	.byte	0x4
	.byte	0x5
	.ascii	"int\000"
	.uleb128 0x2
	.4byte	0xcc
	.uleb128 0x5
	.4byte	0xdd
	.uleb128 0x14
	.byte	0x4
	.4byte	.LASF13
	.4byte	0xc1
	.uleb128 0x15
	.byte	0x4
	.uleb128 0x16
	.ascii	"f\000"
	.byte	0x1
	.byte	0x1
	.byte	0x49
	.4byte	.LASF1
	.4byte	0xcc
	.4byte	.LFB7
	.4byte	.LFE7-.LFB7
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x114
	.uleb128 0x17
	.ascii	"s\000"
	.byte	0x1
	.byte	0x1
	.byte	0x4e
	.4byte	0xb1
	.4byte	.LLST1
	.byte	0
	.uleb128 0x18
	.4byte	0x79
	.4byte	0xe7
	.4byte	0x126
	.byte	0
	.4byte	0x139
	.uleb128 0x3
	.4byte	.LASF2
	.4byte	0xb6
	.uleb128 0x3
	.4byte	.LASF3
	.4byte	0xd3
	.byte	0
	.uleb128 0x4
	.4byte	0x114
	.4byte	.LASF4
	.4byte	0x154
	.4byte	.LFB6
	.4byte	.LFE6-.LFB6
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x173
	.uleb128 0x19
	.4byte	0x126
	.4byte	.LLST0
	.uleb128 0x1a
	.4byte	.LVL2
	.4byte	0x1d1
	.uleb128 0x6
	.uleb128 0x1
	.byte	0x50
	.uleb128 0x2
	.byte	0x74
	.sleb128 0
	.uleb128 0x6
	.uleb128 0x1
	.byte	0x51
	.uleb128 0x1
	.byte	0x38
	.byte	0
	.byte	0
	.uleb128 0x4
	.4byte	0x114
	.4byte	.LASF5
	.4byte	0x18e
	.4byte	.LFB4
	.4byte	.LFE4-.LFB4
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x196
	.uleb128 0x7
	.4byte	0x126
	.uleb128 0x1
	.byte	0x50
	.byte	0
	.uleb128 0x1b
	.4byte	0x5d
	.4byte	0x1a4
	.byte	0
	.4byte	0x1ae
	.uleb128 0x3
	.4byte	.LASF2
	.4byte	0xb6
	.byte	0
	.uleb128 0x4
	.4byte	0x196
	.4byte	.LASF6
	.4byte	0x1c9
	.4byte	.LFB1
	.4byte	.LFE1-.LFB1
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x1d1
	.uleb128 0x7
	.4byte	0x1a4
	.uleb128 0x1
	.byte	0x50
	.byte	0
	.uleb128 0x1c
	.4byte	.LASF14
	.4byte	.LASF15
	.byte	0
	.section	.debug_abbrev,"",%progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x5
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x34
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x26
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x34
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x4
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x6e
	.uleb128 0xe
	.uleb128 0x64
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x6
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x5
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0x21
	.sleb128 4
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0x49
	.byte	0
	.uleb128 0x2
	.uleb128 0x18
	.uleb128 0x7e
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x7
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x8
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
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x6
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x9
	.uleb128 0x13
	.byte	0x1
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1d
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xa
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x6e
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x34
	.uleb128 0x19
	.uleb128 0x3c
	.uleb128 0x19
	.uleb128 0x64
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xb
	.uleb128 0x5
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xc
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xb
	.uleb128 0x34
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0xd
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x6e
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3c
	.uleb128 0x19
	.uleb128 0x64
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xe
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x6e
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x4c
	.uleb128 0xb
	.uleb128 0x1d
	.uleb128 0x13
	.uleb128 0x3c
	.uleb128 0x19
	.uleb128 0x64
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xf
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
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
	.uleb128 0x10
	.uleb128 0x10
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x11
	.uleb128 0x15
	.byte	0x1
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x12
	.uleb128 0x18
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0x13
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
	.uleb128 0x14
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x15
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x16
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x6e
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x6
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x17
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x18
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x47
	.uleb128 0x13
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x64
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x19
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x1a
	.uleb128 0x48
	.byte	0x1
	.uleb128 0x7d
	.uleb128 0x1
	.uleb128 0x7f
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1b
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x47
	.uleb128 0x13
	.uleb128 0x64
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1c
	.uleb128 0x2e
	.byte	0
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3c
	.uleb128 0x19
	.uleb128 0x6e
	.uleb128 0xe
	.uleb128 0x3
	.uleb128 0xe
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_loclists,"",%progbits
	.4byte	.Ldebug_loc3-.Ldebug_loc2
.Ldebug_loc2:
	.2byte	0x5
	.byte	0x4
	.byte	0
	.4byte	0
.Ldebug_loc0:
.LLST1:
	.byte	0x4
	.uleb128 .LVL4-.Ltext0
	.uleb128 .LVL5-.Ltext0
	.uleb128 0x1
	.byte	0x50
	.byte	0x4
	.uleb128 .LVL5-.Ltext0
	.uleb128 .LFE7-.Ltext0
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x50
	.byte	0x9f
	.byte	0
.LLST0:
	.byte	0x4
	.uleb128 .LVL1-.Ltext0
	.uleb128 .LVL2-1-.Ltext0
	.uleb128 0x1
	.byte	0x50
	.byte	0x4
	.uleb128 .LVL2-1-.Ltext0
	.uleb128 .LFE6-.Ltext0
	.uleb128 0x1
	.byte	0x54
	.byte	0
.Ldebug_loc3:
	.section	.debug_aranges,"",%progbits
	.4byte	0x1c
	.2byte	0x2
	.4byte	.Ldebug_info0
	.byte	0x4
	.byte	0
	.2byte	0
	.2byte	0
	.4byte	.Ltext0
	.4byte	.Letext0-.Ltext0
	.4byte	0
	.4byte	0
	.section	.debug_line,"",%progbits
.Ldebug_line0:
	.section	.debug_str,"MS",%progbits,1
.LASF6:
	.ascii	"_ZN1SC2Ev\000"
.LASF13:
	.ascii	"__vtbl_ptr_type\000"
.LASF11:
	.ascii	"_vptr.S\000"
.LASF1:
	.ascii	"_Z1fP1S\000"
.LASF7:
	.ascii	"GNU C++17 12.2.0 -mfloat-abi=hard -mtls-dialect=gnu"
	.ascii	" -mthumb -march=armv7-a+fp -g -gno-variable-locatio"
	.ascii	"n-views -gno-statement-frontiers -O1 -fno-rtti -fno"
	.ascii	"-exceptions -fno-asynchronous-unwind-tables\000"
.LASF2:
	.ascii	"this\000"
.LASF14:
	.ascii	"_ZdlPvj\000"
.LASF15:
	.ascii	"operator delete\000"
.LASF12:
	.ascii	"_ZN1SC4Ev\000"
.LASF0:
	.ascii	"_ZN1SD4Ev\000"
.LASF8:
	.ascii	"cd.cc\000"
.LASF5:
	.ascii	"_ZN1SD2Ev\000"
.LASF4:
	.ascii	"_ZN1SD0Ev\000"
.LASF9:
	.ascii	"/work\000"
.LASF10:
	.ascii	"_ZN1SC4ERKS_\000"
.LASF3:
	.ascii	"__in_chrg\000"
	.ident	"GCC: (Debian 12.2.0-14) 12.2.0"
	.section	.note.GNU-stack,"",%progbits
