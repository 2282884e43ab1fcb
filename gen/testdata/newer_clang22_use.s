	.file	"testdata/newer.cc"
	.file	0 "/src" "testdata/newer.cc" md5 0x2e72312e9ecf2bb9ef54015e8e5c8ed3
	.text
	.globl	_ZN6SquareC2Ev
	.p2align	4
	.type	_ZN6SquareC2Ev,@function
_ZN6SquareC2Ev:
.Lfunc_begin0:
	pushq	%rbx
	movq	%rdi, %rbx
.Ltmp0:
	callq	_ZN5ShapeC2Ev@PLT
.Ltmp1:
	movq	_ZTV6Square@GOTPCREL(%rip), %rax
	addq	$16, %rax
	movq	%rax, (%rbx)
	popq	%rbx
.Ltmp2:
	retq
.Ltmp3:
.Lfunc_end0:
	.size	_ZN6SquareC2Ev, .Lfunc_end0-_ZN6SquareC2Ev
	.globl	_ZNK6Square4areaEv
	.p2align	4
	.type	_ZNK6Square4areaEv,@function
_ZNK6Square4areaEv:
.Lfunc_begin1:
	pushq	%rbx
	movq	%rdi, %rbx
.Ltmp4:
	callq	_ZNK5Shape4areaEv@PLT
.Ltmp5:
	imull	8(%rbx), %eax
	popq	%rbx
.Ltmp6:
	retq
.Ltmp7:
.Lfunc_end1:
	.size	_ZNK6Square4areaEv, .Lfunc_end1-_ZNK6Square4areaEv
	.section	.text._ZN6SquareD0Ev,"axG",@progbits,_ZN6SquareD0Ev,comdat
	.weak	_ZN6SquareD0Ev
	.p2align	4
	.type	_ZN6SquareD0Ev,@function
_ZN6SquareD0Ev:
.Lfunc_begin2:
	pushq	%rbx
	movq	%rdi, %rbx
.Ltmp8:
	callq	_ZN5ShapeD2Ev@PLT
.Ltmp9:
	movl	$16, %esi
	movq	%rbx, %rdi
	popq	%rbx
.Ltmp10:
	jmp	_ZdlPvm@PLT
.Ltmp11:
.Lfunc_end2:
	.size	_ZN6SquareD0Ev, .Lfunc_end2-_ZN6SquareD0Ev
	.type	_ZTV6Square,@object
	.section	.data.rel.ro,"aw",@progbits
	.globl	_ZTV6Square
	.p2align	3, 0x0
_ZTV6Square:
	.quad	0
	.quad	_ZTI6Square
	.quad	_ZN5ShapeD2Ev
	.quad	_ZN6SquareD0Ev
	.quad	_ZNK6Square4areaEv
	.size	_ZTV6Square, 40
	.type	_ZTI6Square,@object
	.globl	_ZTI6Square
	.p2align	3, 0x0
_ZTI6Square:
	.quad	_ZTVN10__cxxabiv120__si_class_type_infoE+16
	.quad	_ZTS6Square
	.quad	_ZTI5Shape
	.size	_ZTI6Square, 24
	.type	_ZTS6Square,@object
	.section	.rodata,"a",@progbits
	.globl	_ZTS6Square
_ZTS6Square:
	.asciz	"6Square"
	.size	_ZTS6Square, 8
	.globl	_ZN6SquareC1Ev
	.type	_ZN6SquareC1Ev,@function
_ZN6SquareC1Ev = _ZN6SquareC2Ev
	.file	1 "<stdin>"
	.section	.debug_loclists,"",@progbits
	.long	.Ldebug_list_header_end0-.Ldebug_list_header_start0
.Ldebug_list_header_start0:
	.short	5
	.byte	8
	.byte	0
	.long	3
.Lloclists_table_base0:
	.long	.Ldebug_loc0-.Lloclists_table_base0
	.long	.Ldebug_loc1-.Lloclists_table_base0
	.long	.Ldebug_loc2-.Lloclists_table_base0
.Ldebug_loc0:
	.byte	1
	.byte	1
	.byte	4
	.uleb128 .Lfunc_begin0-.Lfunc_begin0
	.uleb128 .Ltmp1-.Lfunc_begin0
	.byte	1
	.byte	85
	.byte	4
	.uleb128 .Ltmp1-.Lfunc_begin0
	.uleb128 .Ltmp2-.Lfunc_begin0
	.byte	1
	.byte	83
	.byte	4
	.uleb128 .Ltmp2-.Lfunc_begin0
	.uleb128 .Lfunc_end0-.Lfunc_begin0
	.byte	4
	.byte	163
	.byte	1
	.byte	85
	.byte	159
	.byte	0
.Ldebug_loc1:
	.byte	1
	.byte	1
	.byte	4
	.uleb128 .Lfunc_begin1-.Lfunc_begin0
	.uleb128 .Ltmp5-.Lfunc_begin0
	.byte	1
	.byte	85
	.byte	4
	.uleb128 .Ltmp5-.Lfunc_begin0
	.uleb128 .Ltmp6-.Lfunc_begin0
	.byte	1
	.byte	83
	.byte	4
	.uleb128 .Ltmp6-.Lfunc_begin0
	.uleb128 .Lfunc_end1-.Lfunc_begin0
	.byte	4
	.byte	163
	.byte	1
	.byte	85
	.byte	159
	.byte	0
.Ldebug_loc2:
	.byte	1
	.byte	5
	.byte	4
	.uleb128 .Lfunc_begin2-.Lfunc_begin2
	.uleb128 .Ltmp9-.Lfunc_begin2
	.byte	1
	.byte	85
	.byte	4
	.uleb128 .Ltmp9-.Lfunc_begin2
	.uleb128 .Ltmp10-.Lfunc_begin2
	.byte	1
	.byte	83
	.byte	4
	.uleb128 .Ltmp10-.Lfunc_begin2
	.uleb128 .Ltmp11-.Lfunc_begin2
	.byte	1
	.byte	85
	.byte	0
.Ldebug_list_header_end0:
	.section	.debug_abbrev,"",@progbits
	.byte	1
	.byte	17
	.byte	1
	.byte	37
	.byte	37
	.byte	19
	.byte	5
	.byte	3
	.byte	37
	.byte	114
	.byte	23
	.byte	16
	.byte	23
	.byte	27
	.byte	37
	.byte	17
	.byte	1
	.byte	85
	.byte	35
	.byte	115
	.byte	23
	.byte	116
	.byte	23
	.ascii	"\214\001"
	.byte	23
	.byte	0
	.byte	0
	.byte	2
	.byte	52
	.byte	0
	.byte	71
	.byte	19
	.ascii	"\210\001"
	.byte	15
	.byte	2
	.byte	24
	.byte	110
	.byte	37
	.byte	0
	.byte	0
	.byte	3
	.byte	19
	.byte	1
	.byte	29
	.byte	19
	.byte	54
	.byte	11
	.byte	3
	.byte	37
	.byte	11
	.byte	11
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	0
	.byte	0
	.byte	4
	.byte	28
	.byte	0
	.byte	73
	.byte	19
	.byte	56
	.byte	11
	.byte	0
	.byte	0
	.byte	5
	.byte	46
	.byte	1
	.byte	110
	.byte	37
	.byte	3
	.byte	37
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	60
	.byte	25
	.byte	63
	.byte	25
	.byte	0
	.byte	0
	.byte	6
	.byte	5
	.byte	0
	.byte	73
	.byte	19
	.byte	52
	.byte	25
	.byte	0
	.byte	0
	.byte	7
	.byte	46
	.byte	1
	.byte	110
	.byte	37
	.byte	3
	.byte	37
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	73
	.byte	19
	.byte	76
	.byte	11
	.byte	77
	.byte	24
	.byte	60
	.byte	25
	.byte	63
	.byte	25
	.byte	29
	.byte	19
	.byte	0
	.byte	0
	.byte	8
	.byte	52
	.byte	0
	.byte	3
	.byte	37
	.byte	73
	.byte	19
	.byte	63
	.byte	25
	.byte	60
	.byte	25
	.byte	52
	.byte	25
	.byte	50
	.byte	11
	.byte	0
	.byte	0
	.byte	9
	.byte	46
	.byte	1
	.byte	110
	.byte	37
	.byte	3
	.byte	37
	.byte	76
	.byte	11
	.byte	77
	.byte	24
	.byte	60
	.byte	25
	.byte	52
	.byte	25
	.byte	63
	.byte	25
	.byte	29
	.byte	19
	.byte	0
	.byte	0
	.byte	10
	.byte	2
	.byte	1
	.byte	3
	.byte	37
	.byte	60
	.byte	25
	.byte	0
	.byte	0
	.byte	11
	.byte	46
	.byte	1
	.byte	110
	.byte	37
	.byte	3
	.byte	37
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	73
	.byte	19
	.byte	60
	.byte	25
	.byte	63
	.byte	25
	.byte	0
	.byte	0
	.byte	12
	.byte	15
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	13
	.byte	36
	.byte	0
	.byte	3
	.byte	37
	.byte	62
	.byte	11
	.byte	11
	.byte	11
	.byte	0
	.byte	0
	.byte	14
	.byte	38
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	15
	.byte	15
	.byte	0
	.byte	0
	.byte	0
	.byte	16
	.byte	46
	.byte	1
	.byte	17
	.byte	27
	.byte	18
	.byte	6
	.byte	64
	.byte	24
	.byte	100
	.byte	19
	.byte	122
	.byte	25
	.byte	59
	.byte	11
	.byte	110
	.byte	37
	.byte	71
	.byte	19
	.byte	0
	.byte	0
	.byte	17
	.byte	5
	.byte	0
	.byte	2
	.byte	34
	.byte	3
	.byte	37
	.byte	73
	.byte	19
	.byte	52
	.byte	25
	.byte	0
	.byte	0
	.byte	18
	.byte	72
	.byte	1
	.byte	127
	.byte	19
	.byte	125
	.byte	27
	.byte	0
	.byte	0
	.byte	19
	.byte	73
	.byte	0
	.byte	2
	.byte	24
	.byte	126
	.byte	24
	.byte	0
	.byte	0
	.byte	20
	.byte	46
	.byte	1
	.byte	17
	.byte	27
	.byte	18
	.byte	6
	.byte	64
	.byte	24
	.byte	100
	.byte	19
	.byte	122
	.byte	25
	.byte	59
	.byte	11
	.byte	71
	.byte	19
	.byte	0
	.byte	0
	.byte	21
	.byte	46
	.byte	1
	.byte	17
	.byte	27
	.byte	18
	.byte	6
	.byte	64
	.byte	24
	.byte	100
	.byte	19
	.byte	122
	.byte	25
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	110
	.byte	37
	.byte	71
	.byte	19
	.byte	0
	.byte	0
	.byte	22
	.byte	72
	.byte	1
	.byte	127
	.byte	19
	.ascii	"\202\001"
	.byte	25
	.ascii	"\201\001"
	.byte	27
	.byte	0
	.byte	0
	.byte	23
	.byte	46
	.byte	1
	.byte	110
	.byte	37
	.byte	3
	.byte	37
	.byte	60
	.byte	25
	.byte	52
	.byte	25
	.byte	63
	.byte	25
	.byte	0
	.byte	0
	.byte	24
	.byte	5
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_info,"",@progbits
.Lcu_begin0:
	.long	.Ldebug_info_end0-.Ldebug_info_start0
.Ldebug_info_start0:
	.short	5
	.byte	1
	.byte	8
	.long	.debug_abbrev
	.byte	1
	.byte	0
	.short	33
	.byte	1
	.long	.Lstr_offsets_base0
	.long	.Lline_table_start0
	.byte	2
	.quad	0
	.byte	0
	.long	.Laddr_table_base0
	.long	.Lrnglists_table_base0
	.long	.Lloclists_table_base0
	.byte	2
	.long	107
	.byte	8
	.byte	2
	.byte	161
	.byte	0
	.byte	10
	.byte	3
	.long	132
	.byte	4
	.byte	5
	.byte	16
	.byte	0
	.byte	19
	.byte	4
	.long	132
	.byte	0
	.byte	5
	.byte	4
	.byte	5
	.byte	0
	.byte	20
	.byte	6
	.long	161
	.byte	0
	.byte	7
	.byte	6
	.byte	7
	.byte	0
	.byte	21
	.long	166
	.byte	1
	.byte	2
	.byte	16
	.byte	2
	.long	57
	.byte	6
	.long	170
	.byte	0
	.byte	8
	.byte	9
	.long	180
	.byte	3
	.byte	9
	.byte	13
	.byte	14
	.byte	1
	.byte	2
	.byte	16
	.byte	0
	.long	57
	.byte	6
	.long	161
	.byte	0
	.byte	0
	.byte	10
	.byte	3
	.byte	5
	.byte	11
	.byte	3
	.byte	0
	.byte	3
	.byte	6
	.long	221
	.byte	0
	.byte	11
	.byte	12
	.byte	7
	.byte	0
	.byte	7
	.long	166
	.byte	6
	.long	265
	.byte	0
	.byte	0
	.byte	12
	.long	57
	.byte	13
	.byte	8
	.byte	5
	.byte	4
	.byte	12
	.long	175
	.byte	14
	.long	57
	.byte	15
	.byte	16
	.byte	1
	.long	.Lfunc_end0-.Lfunc_begin0
	.byte	1
	.byte	87
	.long	199
	.byte	23
	.byte	18
	.long	73
	.byte	17
	.byte	0
	.byte	20
	.long	332
	.byte	18
	.long	134
	.byte	2
	.byte	19
	.byte	1
	.byte	85
	.byte	3
	.byte	163
	.byte	1
	.byte	85
	.byte	0
	.byte	0
	.byte	12
	.long	132
	.byte	20
	.byte	3
	.long	.Lfunc_end1-.Lfunc_begin1
	.byte	1
	.byte	87
	.long	243
	.byte	24
	.long	84
	.byte	17
	.byte	1
	.byte	20
	.long	337
	.byte	18
	.long	145
	.byte	4
	.byte	19
	.byte	1
	.byte	85
	.byte	3
	.byte	163
	.byte	1
	.byte	85
	.byte	0
	.byte	0
	.byte	12
	.long	270
	.byte	14
	.long	132
	.byte	21
	.byte	5
	.long	.Lfunc_end2-.Lfunc_begin2
	.byte	1
	.byte	87
	.long	294
	.byte	0
	.byte	19
	.byte	19
	.long	114
	.byte	17
	.byte	2
	.byte	20
	.long	332
	.byte	22
	.long	314
	.byte	6
	.byte	19
	.byte	1
	.byte	84
	.byte	1
	.byte	64
	.byte	0
	.byte	0
	.byte	23
	.byte	15
	.byte	16
	.byte	24
	.long	180
	.byte	24
	.long	328
	.byte	0
	.byte	13
	.byte	17
	.byte	7
	.byte	8
	.byte	12
	.long	57
	.byte	12
	.long	175
	.byte	0
.Ldebug_info_end0:
	.section	.debug_rnglists,"",@progbits
	.long	.Ldebug_list_header_end1-.Ldebug_list_header_start1
.Ldebug_list_header_start1:
	.short	5
	.byte	8
	.byte	0
	.long	1
.Lrnglists_table_base0:
	.long	.Ldebug_ranges0-.Lrnglists_table_base0
.Ldebug_ranges0:
	.byte	3
	.byte	1
	.uleb128 .Lfunc_end1-.Lfunc_begin0
	.byte	3
	.byte	5
	.uleb128 .Lfunc_end2-.Lfunc_begin2
	.byte	0
.Ldebug_list_header_end1:
	.section	.debug_str_offsets,"",@progbits
	.long	88
	.short	5
	.short	0
.Lstr_offsets_base0:
	.section	.debug_str,"MS",@progbits,1
.Linfo_string0:
	.asciz	"clang version 22.1.8"
.Linfo_string1:
	.asciz	"testdata/newer.cc"
.Linfo_string2:
	.asciz	"/src"
.Linfo_string3:
	.asciz	"Shape"
.Linfo_string4:
	.asciz	"_ZN6SquareC4Ev"
.Linfo_string5:
	.asciz	"Square"
.Linfo_string6:
	.asciz	"_ZNK6Square4areaEv"
.Linfo_string7:
	.asciz	"area"
.Linfo_string8:
	.asciz	"int"
.Linfo_string9:
	.asciz	"_vtable$"
.Linfo_string10:
	.asciz	"_ZTV6Square"
.Linfo_string11:
	.asciz	"_ZN5ShapeC2Ev"
.Linfo_string12:
	.asciz	"_ZNK5Shape4areaEv"
.Linfo_string13:
	.asciz	"_ZN6SquareD4Ev"
.Linfo_string14:
	.asciz	"~Square"
.Linfo_string15:
	.asciz	"_ZdlPvm"
.Linfo_string16:
	.asciz	"operator delete"
.Linfo_string17:
	.asciz	"unsigned long"
.Linfo_string18:
	.asciz	"_ZN6SquareC2Ev"
.Linfo_string19:
	.asciz	"_ZN6SquareD0Ev"
.Linfo_string20:
	.asciz	"this"
	.section	.debug_str_offsets,"",@progbits
	.long	.Linfo_string0
	.long	.Linfo_string1
	.long	.Linfo_string2
	.long	.Linfo_string3
	.long	.Linfo_string4
	.long	.Linfo_string5
	.long	.Linfo_string6
	.long	.Linfo_string7
	.long	.Linfo_string8
	.long	.Linfo_string9
	.long	.Linfo_string10
	.long	.Linfo_string11
	.long	.Linfo_string12
	.long	.Linfo_string13
	.long	.Linfo_string14
	.long	.Linfo_string15
	.long	.Linfo_string16
	.long	.Linfo_string17
	.long	.Linfo_string18
	.long	.Linfo_string19
	.long	.Linfo_string20
	.section	.debug_addr,"",@progbits
	.long	.Ldebug_addr_end0-.Ldebug_addr_start0
.Ldebug_addr_start0:
	.short	5
	.byte	8
	.byte	0
.Laddr_table_base0:
	.quad	_ZTV6Square
	.quad	.Lfunc_begin0
	.quad	.Ltmp1
	.quad	.Lfunc_begin1
	.quad	.Ltmp5
	.quad	.Lfunc_begin2
	.quad	.Ltmp10
.Ldebug_addr_end0:
	.ident	"clang version 22.1.8"
	.section	".note.GNU-stack","",@progbits
	.addrsig
	.addrsig_sym _ZTI6Square
	.addrsig_sym _ZTVN10__cxxabiv120__si_class_type_infoE
	.addrsig_sym _ZTS6Square
	.addrsig_sym _ZTI5Shape
	.section	.debug_line,"",@progbits
.Lline_table_start0:
