	.file	"attributes.c"
	.text
.Ltext0:
	.file 0 "/work/main/abi/load/testdata" "attributes.c"
	.p2align 4
	.globl	one
	.type	one, @function
one:
.LVL0:
.LFB0:
	.file 1 "attributes.c"
	.loc 1 2 47 view -0
	.cfi_startproc
	.loc 1 2 49 view .LVU1
	.loc 1 2 58 is_stmt 0 view .LVU2
	leal	(%r12,%r12,2), %eax
	.loc 1 2 63 view .LVU3
	ret
	.cfi_endproc
.LFE0:
	.size	one, .-one
	.p2align 4
	.globl	numbers
	.type	numbers, @function
numbers:
.LVL1:
.LFB1:
	.loc 1 3 70 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 3 72 view .LVU5
	.loc 1 3 70 is_stmt 0 view .LVU6
	movapd	%xmm0, %xmm1
	.loc 1 3 81 view .LVU7
	pxor	%xmm0, %xmm0
.LVL2:
	.loc 1 3 81 view .LVU8
	cvtsi2sdl	%r12d, %xmm0
	addsd	%xmm1, %xmm0
	.loc 1 3 85 view .LVU9
	pxor	%xmm1, %xmm1
.LVL3:
	.loc 1 3 85 view .LVU10
	cvtsi2sdq	0(%r13), %xmm1
	addsd	%xmm1, %xmm0
	cvttsd2sil	%xmm0, %eax
	.loc 1 3 91 view .LVU11
	ret
	.cfi_endproc
.LFE1:
	.size	numbers, .-numbers
	.p2align 4
	.globl	class
	.type	class, @function
class:
.LVL4:
.LFB2:
	.loc 1 4 63 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 4 65 view .LVU13
	.loc 1 4 76 is_stmt 0 view .LVU14
	addl	%r12d, %r13d
	.loc 1 4 82 view .LVU15
	leal	0(%r13,%r14), %eax
	.loc 1 4 87 view .LVU16
	ret
	.cfi_endproc
.LFE2:
	.size	class, .-class
	.p2align 4
	.globl	scrubbed
	.type	scrubbed, @function
scrubbed:
.LVL5:
.LFB3:
	.loc 1 5 63 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 5 40 is_stmt 0 view .LVU18
	leaq	-128(%rsp), %rax
	cmpq	(%rdx), %rax
	jnb	.L6
	movq	%rax, (%rdx)
.L6:
	.loc 1 5 65 is_stmt 1 view .LVU19
	.loc 1 5 74 is_stmt 0 view .LVU20
	movl	%edi, %eax
	subl	%esi, %eax
	.loc 1 5 79 view .LVU21
	ret
	.cfi_endproc
.LFE3:
	.size	scrubbed, .-scrubbed
	.p2align 4
	.globl	plain
	.type	plain, @function
plain:
.LVL6:
.LFB4:
	.loc 1 6 25 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 6 27 view .LVU23
	.loc 1 6 36 is_stmt 0 view .LVU24
	movl	%edi, %eax
	imull	%esi, %eax
	.loc 1 6 41 view .LVU25
	ret
	.cfi_endproc
.LFE4:
	.size	plain, .-plain
.Letext0:
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0x1a6
	.value	0x5
	.byte	0x1
	.byte	0x8
	.long	.Ldebug_abbrev0
	.uleb128 0x5
	.long	.LASF8
	.byte	0x1d
	.byte	0x3
	.long	0x31647
	.long	.LASF0
	.long	.LASF1
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.long	.Ldebug_line0
	.uleb128 0x3
	.byte	0x4
	.long	.LASF2
	.uleb128 0x6
	.string	"two"
	.byte	0x10
	.byte	0x1
	.byte	0x1
	.byte	0x8
	.long	0x59
	.uleb128 0x4
	.string	"a"
	.byte	0x13
	.long	0x59
	.byte	0
	.uleb128 0x4
	.string	"b"
	.byte	0x16
	.long	0x59
	.byte	0x8
	.byte	0
	.uleb128 0x3
	.byte	0x5
	.long	.LASF3
	.uleb128 0x2
	.long	.LASF4
	.byte	0x6
	.byte	0x5
	.long	0x97
	.quad	.LFB4
	.quad	.LFE4-.LFB4
	.uleb128 0x1
	.byte	0x9c
	.long	0x97
	.uleb128 0x1
	.string	"a"
	.byte	0x6
	.byte	0xf
	.long	0x97
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x1
	.string	"b"
	.byte	0x6
	.byte	0x16
	.long	0x97
	.uleb128 0x1
	.byte	0x54
	.byte	0
	.uleb128 0x7
	.byte	0x4
	.byte	0x5
	.string	"int"
	.uleb128 0x2
	.long	.LASF5
	.byte	0x5
	.byte	0x28
	.long	0x97
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.uleb128 0x1
	.byte	0x9c
	.long	0xe1
	.uleb128 0x1
	.string	"a"
	.byte	0x5
	.byte	0x35
	.long	0x97
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x1
	.string	"b"
	.byte	0x5
	.byte	0x3c
	.long	0x97
	.uleb128 0x1
	.byte	0x54
	.uleb128 0x8
	.long	.LASF9
	.long	0x1a2
	.uleb128 0x1
	.byte	0x51
	.byte	0
	.uleb128 0x2
	.long	.LASF6
	.byte	0x4
	.byte	0x24
	.long	0x97
	.quad	.LFB2
	.quad	.LFE2-.LFB2
	.uleb128 0x1
	.byte	0x9c
	.long	0x11e
	.uleb128 0x1
	.string	"t"
	.byte	0x4
	.byte	0x35
	.long	0x39
	.uleb128 0x6
	.byte	0x5c
	.byte	0x93
	.uleb128 0x8
	.byte	0x5d
	.byte	0x93
	.uleb128 0x8
	.uleb128 0x1
	.string	"b"
	.byte	0x4
	.byte	0x3c
	.long	0x97
	.uleb128 0x1
	.byte	0x5e
	.byte	0
	.uleb128 0x2
	.long	.LASF7
	.byte	0x3
	.byte	0x24
	.long	0x97
	.quad	.LFB1
	.quad	.LFE1-.LFB1
	.uleb128 0x1
	.byte	0x9c
	.long	0x168
	.uleb128 0x9
	.string	"x"
	.byte	0x1
	.byte	0x3
	.byte	0x33
	.long	0x33
	.long	.LLST0
	.long	.LVUS0
	.uleb128 0x1
	.string	"a"
	.byte	0x3
	.byte	0x3a
	.long	0x97
	.uleb128 0x1
	.byte	0x5c
	.uleb128 0x1
	.string	"b"
	.byte	0x3
	.byte	0x43
	.long	0x168
	.uleb128 0x1
	.byte	0x5d
	.byte	0
	.uleb128 0xa
	.byte	0x8
	.long	0x59
	.uleb128 0xb
	.string	"one"
	.byte	0x1
	.byte	0x2
	.byte	0x24
	.long	0x97
	.quad	.LFB0
	.quad	.LFE0-.LFB0
	.uleb128 0x1
	.byte	0x9c
	.long	0x19c
	.uleb128 0x1
	.string	"a"
	.byte	0x2
	.byte	0x2c
	.long	0x97
	.uleb128 0x1
	.byte	0x5c
	.byte	0
	.uleb128 0xc
	.byte	0x8
	.long	0x1a7
	.uleb128 0xd
	.long	0x19c
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
	.uleb128 0x4
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
	.uleb128 0x5
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
	.uleb128 0x6
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
	.uleb128 0x7
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
	.uleb128 0x8
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
	.uleb128 0x9
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
	.uleb128 0x2137
	.uleb128 0x17
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
	.long	.Ldebug_loc3-.Ldebug_loc2
.Ldebug_loc2:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	0
.Ldebug_loc0:
.LVUS0:
	.uleb128 0
	.uleb128 .LVU8
	.uleb128 .LVU8
	.uleb128 .LVU10
	.uleb128 .LVU10
	.uleb128 0
.LLST0:
	.byte	0x4
	.uleb128 .LVL1-.Ltext0
	.uleb128 .LVL2-.Ltext0
	.uleb128 0x1
	.byte	0x61
	.byte	0x4
	.uleb128 .LVL2-.Ltext0
	.uleb128 .LVL3-.Ltext0
	.uleb128 0x1
	.byte	0x62
	.byte	0x4
	.uleb128 .LVL3-.Ltext0
	.uleb128 .LFE1-.Ltext0
	.uleb128 0x6
	.byte	0xa3
	.uleb128 0x3
	.byte	0xa5
	.uleb128 0x11
	.uleb128 0x33
	.byte	0x9f
	.byte	0
.Ldebug_loc3:
	.section	.debug_aranges,"",@progbits
	.long	0x2c
	.value	0x2
	.long	.Ldebug_info0
	.byte	0x8
	.byte	0
	.value	0
	.value	0
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.quad	0
	.quad	0
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
	.string	"GNU C23 16.2.0 -mtune=generic -march=x86-64 -g -O2 -fasynchronous-unwind-tables"
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
	.ident	"GCC: (Debian 16.2.0-4) 16.2.0"
	.section	.note.GNU-stack,"",@progbits
