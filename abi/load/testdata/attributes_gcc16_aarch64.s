	.arch armv8-a
	.file	"attributes.c"
	.text
.Ltext0:
	.file 0 "/work/main/abi/load/testdata" "attributes.c"
	.align	2
	.p2align 5,,15
	.global	one
	.variant_pcs	one
	.type	one, %function
one:
.LVL0:
.LFB0:
	.file 1 "attributes.c"
	.loc 1 2 47 view -0
	.cfi_startproc
	.loc 1 2 49 view .LVU1
	.loc 1 2 63 is_stmt 0 view .LVU2
	add	w0, w20, w20, lsl 1
	ret
	.cfi_endproc
.LFE0:
	.size	one, .-one
	.align	2
	.p2align 5,,15
	.global	numbers
	.variant_pcs	numbers
	.type	numbers, %function
numbers:
.LVL1:
.LFB1:
	.loc 1 3 70 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 3 72 view .LVU4
	.loc 1 3 81 is_stmt 0 view .LVU5
	scvtf	d31, w20
	fadd	d31, d31, d0
	.loc 1 3 85 view .LVU6
	ldr	d0, [x21]
.LVL2:
	.loc 1 3 85 view .LVU7
	scvtf	d0, d0
	fadd	d0, d31, d0
	.loc 1 3 91 view .LVU8
	fcvtzs	w0, d0
	ret
	.cfi_endproc
.LFE1:
	.size	numbers, .-numbers
	.align	2
	.p2align 5,,15
	.global	class
	.variant_pcs	class
	.type	class, %function
class:
.LVL3:
.LFB2:
	.loc 1 4 63 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 4 65 view .LVU10
	.loc 1 4 76 is_stmt 0 view .LVU11
	add	w21, w21, w20
	.loc 1 4 87 view .LVU12
	add	w0, w21, w22
	ret
	.cfi_endproc
.LFE2:
	.size	class, .-class
	.align	2
	.p2align 5,,15
	.global	scrubbed
	.type	scrubbed, %function
scrubbed:
.LVL4:
.LFB3:
	.loc 1 5 63 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 5 40 is_stmt 0 view .LVU14
	ldr	x3, [x2]
	mov	x4, sp
	cmp	x3, x4
	bls	.L6
	str	x4, [x2]
.L6:
	.loc 1 5 65 is_stmt 1 view .LVU15
	.loc 1 5 79 is_stmt 0 view .LVU16
	sub	w0, w0, w1
.LVL5:
	.loc 1 5 79 view .LVU17
	ret
	.cfi_endproc
.LFE3:
	.size	scrubbed, .-scrubbed
	.align	2
	.p2align 5,,15
	.global	plain
	.type	plain, %function
plain:
.LVL6:
.LFB4:
	.loc 1 6 25 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 6 27 view .LVU19
	.loc 1 6 41 is_stmt 0 view .LVU20
	mul	w0, w0, w1
.LVL7:
	.loc 1 6 41 view .LVU21
	ret
	.cfi_endproc
.LFE4:
	.size	plain, .-plain
.Letext0:
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.4byte	0x1b1
	.2byte	0x5
	.byte	0x1
	.byte	0x8
	.4byte	.Ldebug_abbrev0
	.uleb128 0x6
	.4byte	.LASF8
	.byte	0x1d
	.byte	0x3
	.4byte	0x31647
	.4byte	.LASF0
	.4byte	.LASF1
	.8byte	.Ltext0
	.8byte	.Letext0-.Ltext0
	.4byte	.Ldebug_line0
	.uleb128 0x4
	.byte	0x4
	.4byte	.LASF2
	.uleb128 0x7
	.string	"two"
	.byte	0x10
	.byte	0x1
	.byte	0x1
	.byte	0x8
	.4byte	0x59
	.uleb128 0x5
	.string	"a"
	.byte	0x13
	.4byte	0x59
	.byte	0
	.uleb128 0x5
	.string	"b"
	.byte	0x16
	.4byte	0x59
	.byte	0x8
	.byte	0
	.uleb128 0x4
	.byte	0x5
	.4byte	.LASF3
	.uleb128 0x2
	.4byte	.LASF4
	.byte	0x6
	.byte	0x5
	.4byte	0x9d
	.8byte	.LFB4
	.8byte	.LFE4-.LFB4
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x9d
	.uleb128 0x3
	.string	"a"
	.byte	0x6
	.byte	0xf
	.4byte	0x9d
	.4byte	.LLST2
	.4byte	.LVUS2
	.uleb128 0x1
	.string	"b"
	.byte	0x6
	.byte	0x16
	.4byte	0x9d
	.uleb128 0x1
	.byte	0x51
	.byte	0
	.uleb128 0x8
	.byte	0x4
	.byte	0x5
	.string	"int"
	.uleb128 0x2
	.4byte	.LASF5
	.byte	0x5
	.byte	0x28
	.4byte	0x9d
	.8byte	.LFB3
	.8byte	.LFE3-.LFB3
	.uleb128 0x1
	.byte	0x9c
	.4byte	0xed
	.uleb128 0x3
	.string	"a"
	.byte	0x5
	.byte	0x35
	.4byte	0x9d
	.4byte	.LLST1
	.4byte	.LVUS1
	.uleb128 0x1
	.string	"b"
	.byte	0x5
	.byte	0x3c
	.4byte	0x9d
	.uleb128 0x1
	.byte	0x51
	.uleb128 0x9
	.4byte	.LASF9
	.4byte	0x1ad
	.uleb128 0x1
	.byte	0x52
	.byte	0
	.uleb128 0x2
	.4byte	.LASF6
	.byte	0x4
	.byte	0x24
	.4byte	0x9d
	.8byte	.LFB2
	.8byte	.LFE2-.LFB2
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x12a
	.uleb128 0x1
	.string	"t"
	.byte	0x4
	.byte	0x35
	.4byte	0x39
	.uleb128 0x6
	.byte	0x64
	.byte	0x93
	.uleb128 0x8
	.byte	0x65
	.byte	0x93
	.uleb128 0x8
	.uleb128 0x1
	.string	"b"
	.byte	0x4
	.byte	0x3c
	.4byte	0x9d
	.uleb128 0x1
	.byte	0x66
	.byte	0
	.uleb128 0x2
	.4byte	.LASF7
	.byte	0x3
	.byte	0x24
	.4byte	0x9d
	.8byte	.LFB1
	.8byte	.LFE1-.LFB1
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x173
	.uleb128 0x3
	.string	"x"
	.byte	0x3
	.byte	0x33
	.4byte	0x33
	.4byte	.LLST0
	.4byte	.LVUS0
	.uleb128 0x1
	.string	"a"
	.byte	0x3
	.byte	0x3a
	.4byte	0x9d
	.uleb128 0x1
	.byte	0x64
	.uleb128 0x1
	.string	"b"
	.byte	0x3
	.byte	0x43
	.4byte	0x173
	.uleb128 0x1
	.byte	0x65
	.byte	0
	.uleb128 0xa
	.byte	0x8
	.4byte	0x59
	.uleb128 0xb
	.string	"one"
	.byte	0x1
	.byte	0x2
	.byte	0x24
	.4byte	0x9d
	.8byte	.LFB0
	.8byte	.LFE0-.LFB0
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x1a7
	.uleb128 0x1
	.string	"a"
	.byte	0x2
	.byte	0x2c
	.4byte	0x9d
	.uleb128 0x1
	.byte	0x64
	.byte	0
	.uleb128 0xc
	.byte	0x8
	.4byte	0x1b2
	.uleb128 0xd
	.4byte	0x1a7
	.uleb128 0xe
	.byte	0x8
	.byte	0
	.section	.debug_abbrev,"",@progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x5
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
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0x5
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
	.uleb128 0x2
	.uleb128 0x17
	.uleb128 0x2137
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x4
	.uleb128 0x24
	.byte	0
	.uleb128 0xb
	.uleb128 0x21
	.sleb128 8
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0xe
	.byte	0
	.byte	0
	.uleb128 0x5
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0x11
	.byte	0x1
	.uleb128 0x25
	.uleb128 0xe
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0x90
	.uleb128 0xb
	.uleb128 0x91
	.uleb128 0x6
	.uleb128 0x3
	.uleb128 0x1f
	.uleb128 0x1b
	.uleb128 0x1f
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x7
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
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x8
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
	.uleb128 0x9
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x34
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0xa
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xb
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
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xc
	.uleb128 0x10
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xd
	.uleb128 0x37
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xe
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_loclists,"",@progbits
	.4byte	.Ldebug_loc3-.Ldebug_loc2
.Ldebug_loc2:
	.2byte	0x5
	.byte	0x8
	.byte	0
	.4byte	0
.Ldebug_loc0:
.LVUS2:
	.uleb128 0
	.uleb128 .LVU21
	.uleb128 .LVU21
	.uleb128 0
.LLST2:
	.byte	0x4
	.uleb128 .LVL6-.Ltext0
	.uleb128 .LVL7-.Ltext0
	.uleb128 0x1
	.byte	0x50
	.byte	0x4
	.uleb128 .LVL7-.Ltext0
	.uleb128 .LFE4-.Ltext0
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x50
	.byte	0x9f
	.byte	0
.LVUS1:
	.uleb128 0
	.uleb128 .LVU17
	.uleb128 .LVU17
	.uleb128 0
.LLST1:
	.byte	0x4
	.uleb128 .LVL4-.Ltext0
	.uleb128 .LVL5-.Ltext0
	.uleb128 0x1
	.byte	0x50
	.byte	0x4
	.uleb128 .LVL5-.Ltext0
	.uleb128 .LFE3-.Ltext0
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x50
	.byte	0x9f
	.byte	0
.LVUS0:
	.uleb128 0
	.uleb128 .LVU7
	.uleb128 .LVU7
	.uleb128 0
.LLST0:
	.byte	0x4
	.uleb128 .LVL1-.Ltext0
	.uleb128 .LVL2-.Ltext0
	.uleb128 0x2
	.byte	0x90
	.uleb128 0x40
	.byte	0x4
	.uleb128 .LVL2-.Ltext0
	.uleb128 .LFE1-.Ltext0
	.uleb128 0x6
	.byte	0xa3
	.uleb128 0x3
	.byte	0xa5
	.uleb128 0x40
	.uleb128 0x33
	.byte	0x9f
	.byte	0
.Ldebug_loc3:
	.section	.debug_aranges,"",@progbits
	.4byte	0x2c
	.2byte	0x2
	.4byte	.Ldebug_info0
	.byte	0x8
	.byte	0
	.2byte	0
	.2byte	0
	.8byte	.Ltext0
	.8byte	.Letext0-.Ltext0
	.8byte	0
	.8byte	0
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.section	.debug_str,"MS",@progbits,1
.LASF3:
	.string	"long int"
.LASF6:
	.string	"class"
.LASF5:
	.string	"scrubbed"
.LASF8:
	.string	"GNU C23 16.2.0 -mlittle-endian -mabi=lp64 -g -O2 -fasynchronous-unwind-tables"
.LASF4:
	.string	"plain"
.LASF7:
	.string	"numbers"
.LASF2:
	.string	"double"
.LASF9:
	.string	".strub.watermark_ptr"
	.section	.debug_line_str,"MS",@progbits,1
.LASF0:
	.string	"attributes.c"
.LASF1:
	.string	"/work/main/abi/load/testdata"
	.ident	"GCC: (Debian 16.2.0-3) 16.2.0"
	.section	.note.GNU-stack,"",@progbits

