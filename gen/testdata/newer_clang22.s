	.file	"testdata/newer.cc"
	.file	0 "/src" "testdata/newer.cc" md5 0x2e72312e9ecf2bb9ef54015e8e5c8ed3
	.text
	.globl	_ZN5ShapeC2Ev
	.p2align	4
	.type	_ZN5ShapeC2Ev,@function
_ZN5ShapeC2Ev:
.Lfunc_begin0:
	movq	_ZTV5Shape@GOTPCREL(%rip), %rax
	addq	$16, %rax
	movq	%rax, (%rdi)
	movq	_ZN5Shape5countE@GOTPCREL(%rip), %rax
	movl	(%rax), %ecx
	leal	1(%rcx), %edx
	movl	%edx, (%rax)
	movl	%ecx, 8(%rdi)
	retq
.Ltmp0:
.Lfunc_end0:
	.size	_ZN5ShapeC2Ev, .Lfunc_end0-_ZN5ShapeC2Ev
	.globl	_ZN5ShapeC2ERKS_
	.p2align	4
	.type	_ZN5ShapeC2ERKS_,@function
_ZN5ShapeC2ERKS_:
.Lfunc_begin1:
	movq	_ZTV5Shape@GOTPCREL(%rip), %rax
	addq	$16, %rax
	movq	%rax, (%rdi)
	movl	8(%rsi), %eax
	movl	%eax, 8(%rdi)
	retq
.Ltmp1:
.Lfunc_end1:
	.size	_ZN5ShapeC2ERKS_, .Lfunc_end1-_ZN5ShapeC2ERKS_
	.section	.text._ZN5ShapeC2IlEET_i,"axG",@progbits,_ZN5ShapeC5IlEET_i,comdat
	.weak	_ZN5ShapeC2IlEET_i
	.p2align	4
	.type	_ZN5ShapeC2IlEET_i,@function
_ZN5ShapeC2IlEET_i:
.Lfunc_begin2:
	movq	_ZTV5Shape@GOTPCREL(%rip), %rax
	addq	$16, %rax
	movq	%rax, (%rdi)
	imull	%edx, %esi
.Ltmp2:
	movl	%esi, 8(%rdi)
	retq
.Ltmp3:
.Lfunc_end2:
	.size	_ZN5ShapeC2IlEET_i, .Lfunc_end2-_ZN5ShapeC2IlEET_i
	.text
	.globl	_ZN5ShapeD2Ev
	.p2align	4
	.type	_ZN5ShapeD2Ev,@function
_ZN5ShapeD2Ev:
.Lfunc_begin3:
	movq	_ZTV5Shape@GOTPCREL(%rip), %rax
	addq	$16, %rax
	movq	%rax, (%rdi)
.Ltmp4:
	movq	_ZN5Shape5countE@GOTPCREL(%rip), %rax
	decl	(%rax)
.Ltmp5:
	retq
.Ltmp6:
.Lfunc_end3:
	.size	_ZN5ShapeD2Ev, .Lfunc_end3-_ZN5ShapeD2Ev
	.globl	_ZN5ShapeD0Ev
	.p2align	4
	.type	_ZN5ShapeD0Ev,@function
_ZN5ShapeD0Ev:
.Lfunc_begin4:
	pushq	%rbx
	movq	%rdi, %rbx
.Ltmp7:
	callq	_ZN5ShapeD1Ev@PLT
.Ltmp8:
	movl	$16, %esi
	movq	%rbx, %rdi
	popq	%rbx
.Ltmp9:
	jmp	_ZdlPvm@PLT
.Ltmp10:
.Lfunc_end4:
	.size	_ZN5ShapeD0Ev, .Lfunc_end4-_ZN5ShapeD0Ev
	.globl	_ZNK5Shape4areaEv
	.p2align	4
	.type	_ZNK5Shape4areaEv,@function
_ZNK5Shape4areaEv:
.Lfunc_begin5:
	movl	8(%rdi), %eax
	retq
.Ltmp11:
.Lfunc_end5:
	.size	_ZNK5Shape4areaEv, .Lfunc_end5-_ZNK5Shape4areaEv
	.globl	_Z5there5Shape
	.p2align	4
	.type	_Z5there5Shape,@function
_Z5there5Shape:
.Lfunc_begin6:
	pushq	%rbp
	pushq	%rbx
	pushq	%rax
.Ltmp12:
	movl	8(%rdi), %esi
	leaq	4(%rsp), %rbx
.Ltmp13:
	movq	%rbx, %rdi
.Ltmp14:
	callq	_ZN3FarC1Ei@PLT
.Ltmp15:
	movl	4(%rsp), %ebp
	movq	%rbx, %rdi
	callq	_ZN3FarD1Ev@PLT
.Ltmp16:
	movl	%ebp, %eax
	addq	$8, %rsp
	popq	%rbx
	popq	%rbp
	retq
.Ltmp17:
.Lfunc_end6:
	.size	_Z5there5Shape, .Lfunc_end6-_Z5there5Shape
	.type	_ZN5Shape5countE,@object
	.bss
	.globl	_ZN5Shape5countE
	.p2align	2, 0x0
_ZN5Shape5countE:
	.long	0
	.size	_ZN5Shape5countE, 4
	.type	_ZTV5Shape,@object
	.section	.data.rel.ro,"aw",@progbits
	.globl	_ZTV5Shape
	.p2align	3, 0x0
_ZTV5Shape:
	.quad	0
	.quad	_ZTI5Shape
	.quad	_ZN5ShapeD1Ev
	.quad	_ZN5ShapeD0Ev
	.quad	_ZNK5Shape4areaEv
	.size	_ZTV5Shape, 40
	.type	_ZTI5Shape,@object
	.globl	_ZTI5Shape
	.p2align	3, 0x0
_ZTI5Shape:
	.quad	_ZTVN10__cxxabiv117__class_type_infoE+16
	.quad	_ZTS5Shape
	.size	_ZTI5Shape, 16
	.type	_ZTS5Shape,@object
	.section	.rodata,"a",@progbits
	.globl	_ZTS5Shape
_ZTS5Shape:
	.asciz	"5Shape"
	.size	_ZTS5Shape, 7
	.globl	_ZN5ShapeC1Ev
	.type	_ZN5ShapeC1Ev,@function
_ZN5ShapeC1Ev = _ZN5ShapeC2Ev
	.globl	_ZN5ShapeC1ERKS_
	.type	_ZN5ShapeC1ERKS_,@function
_ZN5ShapeC1ERKS_ = _ZN5ShapeC2ERKS_
	.weak	_ZN5ShapeC1IlEET_i
	.type	_ZN5ShapeC1IlEET_i,@function
_ZN5ShapeC1IlEET_i = _ZN5ShapeC2IlEET_i
	.globl	_ZN5ShapeD1Ev
	.type	_ZN5ShapeD1Ev,@function
_ZN5ShapeD1Ev = _ZN5ShapeD2Ev
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
	.byte	4
	.byte	4
	.uleb128 .Lfunc_begin2-.Lfunc_begin2
	.uleb128 .Ltmp2-.Lfunc_begin2
	.byte	1
	.byte	84
	.byte	4
	.uleb128 .Ltmp2-.Lfunc_begin2
	.uleb128 .Lfunc_end2-.Lfunc_begin2
	.byte	4
	.byte	163
	.byte	1
	.byte	84
	.byte	159
	.byte	0
.Ldebug_loc1:
	.byte	1
	.byte	2
	.byte	4
	.uleb128 .Lfunc_begin4-.Lfunc_begin0
	.uleb128 .Ltmp8-.Lfunc_begin0
	.byte	1
	.byte	85
	.byte	4
	.uleb128 .Ltmp8-.Lfunc_begin0
	.uleb128 .Ltmp9-.Lfunc_begin0
	.byte	1
	.byte	83
	.byte	4
	.uleb128 .Ltmp9-.Lfunc_begin0
	.uleb128 .Ltmp10-.Lfunc_begin0
	.byte	1
	.byte	85
	.byte	0
.Ldebug_loc2:
	.byte	1
	.byte	2
	.byte	4
	.uleb128 .Lfunc_begin6-.Lfunc_begin0
	.uleb128 .Ltmp14-.Lfunc_begin0
	.byte	2
	.byte	117
	.byte	0
	.byte	4
	.uleb128 .Ltmp14-.Lfunc_begin0
	.uleb128 .Lfunc_end6-.Lfunc_begin0
	.byte	3
	.byte	163
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
	.byte	2
	.byte	24
	.byte	110
	.byte	37
	.byte	0
	.byte	0
	.byte	3
	.byte	2
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
	.byte	13
	.byte	0
	.byte	3
	.byte	37
	.byte	73
	.byte	19
	.byte	56
	.byte	11
	.byte	52
	.byte	25
	.byte	0
	.byte	0
	.byte	5
	.byte	52
	.byte	0
	.byte	3
	.byte	37
	.byte	73
	.byte	19
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	63
	.byte	25
	.byte	60
	.byte	25
	.byte	50
	.byte	11
	.byte	0
	.byte	0
	.byte	6
	.byte	13
	.byte	0
	.byte	3
	.byte	37
	.byte	73
	.byte	19
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	56
	.byte	11
	.byte	50
	.byte	11
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
	.byte	60
	.byte	25
	.byte	63
	.byte	25
	.byte	50
	.byte	11
	.byte	0
	.byte	0
	.byte	8
	.byte	5
	.byte	0
	.byte	73
	.byte	19
	.byte	52
	.byte	25
	.byte	0
	.byte	0
	.byte	9
	.byte	5
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	10
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
	.byte	76
	.byte	11
	.byte	77
	.byte	24
	.byte	60
	.byte	25
	.byte	63
	.byte	25
	.byte	50
	.byte	11
	.byte	29
	.byte	19
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
	.byte	76
	.byte	11
	.byte	77
	.byte	24
	.byte	60
	.byte	25
	.byte	63
	.byte	25
	.byte	50
	.byte	11
	.byte	29
	.byte	19
	.byte	0
	.byte	0
	.byte	12
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
	.byte	0
	.byte	0
	.byte	13
	.byte	47
	.byte	0
	.byte	73
	.byte	19
	.byte	3
	.byte	37
	.byte	0
	.byte	0
	.byte	14
	.byte	15
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	15
	.byte	15
	.byte	0
	.byte	73
	.byte	19
	.byte	3
	.byte	37
	.byte	0
	.byte	0
	.byte	16
	.byte	21
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	17
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
	.byte	18
	.byte	16
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	19
	.byte	38
	.byte	0
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	20
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
	.byte	21
	.byte	15
	.byte	0
	.byte	0
	.byte	0
	.byte	22
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
	.byte	23
	.byte	5
	.byte	0
	.byte	2
	.byte	24
	.byte	3
	.byte	37
	.byte	73
	.byte	19
	.byte	52
	.byte	25
	.byte	0
	.byte	0
	.byte	24
	.byte	5
	.byte	0
	.byte	2
	.byte	24
	.byte	3
	.byte	37
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	25
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
	.byte	110
	.byte	37
	.byte	71
	.byte	19
	.byte	0
	.byte	0
	.byte	26
	.byte	5
	.byte	0
	.byte	2
	.byte	34
	.byte	3
	.byte	37
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	27
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
	.byte	28
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
	.byte	29
	.byte	73
	.byte	0
	.byte	2
	.byte	24
	.byte	126
	.byte	24
	.byte	0
	.byte	0
	.byte	30
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
	.byte	31
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
	.byte	49
	.byte	19
	.byte	0
	.byte	0
	.byte	32
	.byte	5
	.byte	0
	.byte	2
	.byte	24
	.byte	49
	.byte	19
	.byte	0
	.byte	0
	.byte	33
	.byte	46
	.byte	1
	.byte	59
	.byte	11
	.byte	71
	.byte	19
	.byte	32
	.byte	33
	.byte	1
	.byte	100
	.byte	19
	.byte	0
	.byte	0
	.byte	34
	.byte	5
	.byte	0
	.byte	3
	.byte	37
	.byte	73
	.byte	19
	.byte	52
	.byte	25
	.byte	0
	.byte	0
	.byte	35
	.byte	46
	.byte	1
	.byte	17
	.byte	27
	.byte	18
	.byte	6
	.byte	64
	.byte	24
	.byte	122
	.byte	25
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
	.byte	63
	.byte	25
	.byte	0
	.byte	0
	.byte	36
	.byte	52
	.byte	0
	.byte	2
	.byte	24
	.byte	3
	.byte	37
	.byte	58
	.byte	11
	.byte	59
	.byte	11
	.byte	73
	.byte	19
	.byte	0
	.byte	0
	.byte	37
	.byte	29
	.byte	1
	.byte	49
	.byte	19
	.byte	17
	.byte	27
	.byte	18
	.byte	6
	.byte	88
	.byte	11
	.byte	89
	.byte	11
	.byte	87
	.byte	11
	.byte	0
	.byte	0
	.byte	38
	.byte	72
	.byte	1
	.byte	127
	.byte	19
	.byte	125
	.byte	27
	.byte	0
	.byte	0
	.byte	39
	.byte	19
	.byte	1
	.byte	3
	.byte	37
	.byte	60
	.byte	25
	.byte	0
	.byte	0
	.byte	40
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
	.long	73
	.byte	2
	.byte	161
	.byte	0
	.byte	15
	.byte	3
	.long	56
	.byte	4
	.byte	9
	.byte	16
	.byte	0
	.byte	1
	.byte	4
	.byte	3
	.long	200
	.byte	0
	.byte	5
	.byte	6
	.long	216
	.byte	0
	.byte	8
	.byte	1
	.byte	6
	.byte	7
	.long	216
	.byte	0
	.byte	11
	.byte	8
	.byte	2
	.byte	7
	.byte	8
	.byte	9
	.byte	0
	.byte	3
	.byte	1
	.byte	8
	.long	220
	.byte	0
	.byte	7
	.byte	10
	.byte	9
	.byte	0
	.byte	4
	.byte	1
	.byte	8
	.long	220
	.byte	9
	.long	225
	.byte	0
	.byte	10
	.byte	11
	.byte	12
	.byte	0
	.byte	6
	.byte	1
	.byte	2
	.byte	16
	.byte	0
	.byte	1
	.long	56
	.byte	8
	.long	220
	.byte	0
	.byte	11
	.byte	13
	.byte	14
	.byte	0
	.byte	7
	.long	216
	.byte	1
	.byte	2
	.byte	16
	.byte	2
	.byte	1
	.long	56
	.byte	8
	.long	235
	.byte	0
	.byte	12
	.byte	16
	.long	250
	.byte	7
	.byte	20
	.byte	21
	.byte	0
	.byte	29
	.byte	1
	.byte	13
	.long	315
	.byte	19
	.byte	8
	.long	220
	.byte	9
	.long	315
	.byte	9
	.long	216
	.byte	0
	.byte	0
	.byte	14
	.long	205
	.byte	15
	.long	211
	.byte	5
	.byte	16
	.long	216
	.byte	17
	.byte	4
	.byte	5
	.byte	4
	.byte	14
	.long	56
	.byte	18
	.long	230
	.byte	19
	.long	56
	.byte	14
	.long	230
	.byte	20
	.long	165
	.byte	8
	.byte	2
	.byte	161
	.byte	1
	.byte	17
	.byte	21
	.byte	22
	.byte	2
	.long	.Lfunc_end0-.Lfunc_begin0
	.byte	1
	.byte	87
	.long	269
	.byte	27
	.byte	30
	.long	92
	.byte	23
	.byte	1
	.byte	85
	.byte	25
	.long	618
	.byte	0
	.byte	22
	.byte	3
	.long	.Lfunc_end1-.Lfunc_begin1
	.byte	1
	.byte	87
	.long	296
	.byte	28
	.byte	31
	.long	104
	.byte	23
	.byte	1
	.byte	85
	.byte	25
	.long	618
	.byte	24
	.byte	1
	.byte	84
	.byte	37
	.byte	0
	.byte	28
	.long	225
	.byte	0
	.byte	17
	.byte	18
	.byte	5
	.byte	8
	.byte	25
	.byte	4
	.long	.Lfunc_end2-.Lfunc_begin2
	.byte	1
	.byte	87
	.long	336
	.byte	32
	.long	171
	.byte	23
	.byte	1
	.byte	85
	.byte	25
	.long	618
	.byte	26
	.byte	0
	.byte	38
	.byte	0
	.byte	29
	.long	315
	.byte	24
	.byte	1
	.byte	81
	.byte	39
	.byte	0
	.byte	29
	.long	216
	.byte	13
	.long	315
	.byte	19
	.byte	0
	.byte	22
	.byte	5
	.long	.Lfunc_end3-.Lfunc_begin3
	.byte	1
	.byte	87
	.long	388
	.byte	31
	.byte	33
	.long	121
	.byte	23
	.byte	1
	.byte	85
	.byte	25
	.long	618
	.byte	0
	.byte	22
	.byte	6
	.long	.Lfunc_end4-.Lfunc_begin4
	.byte	1
	.byte	87
	.long	415
	.byte	31
	.byte	34
	.long	121
	.byte	27
	.byte	1
	.byte	25
	.long	618
	.byte	28
	.long	435
	.byte	7
	.byte	29
	.byte	1
	.byte	84
	.byte	1
	.byte	64
	.byte	0
	.byte	0
	.byte	30
	.byte	22
	.byte	23
	.byte	9
	.long	250
	.byte	9
	.long	449
	.byte	0
	.byte	17
	.byte	24
	.byte	7
	.byte	8
	.byte	31
	.byte	8
	.long	.Lfunc_end5-.Lfunc_begin5
	.byte	1
	.byte	87
	.long	469
	.long	477
	.byte	32
	.byte	1
	.byte	85
	.long	487
	.byte	0
	.byte	33
	.byte	32
	.long	141
	.long	487
	.byte	34
	.byte	25
	.long	494
	.byte	0
	.byte	14
	.long	230
	.byte	35
	.byte	9
	.long	.Lfunc_end6-.Lfunc_begin6
	.byte	1
	.byte	87
	.byte	35
	.byte	36
	.byte	0
	.byte	33
	.long	216
	.byte	26
	.byte	2
	.byte	38
	.byte	0
	.byte	33
	.long	56
	.byte	36
	.byte	2
	.byte	145
	.byte	4
	.byte	40
	.byte	0
	.byte	33
	.long	583
	.byte	37
	.long	477
	.byte	9
	.long	.Ltmp13-.Lfunc_begin6
	.byte	0
	.byte	33
	.byte	30
	.byte	32
	.byte	1
	.byte	85
	.long	487
	.byte	0
	.byte	38
	.long	585
	.byte	10
	.byte	29
	.byte	1
	.byte	85
	.byte	2
	.byte	115
	.byte	0
	.byte	0
	.byte	38
	.long	601
	.byte	11
	.byte	29
	.byte	1
	.byte	85
	.byte	2
	.byte	115
	.byte	0
	.byte	0
	.byte	0
	.byte	39
	.byte	26
	.byte	40
	.byte	27
	.byte	26
	.byte	0
	.byte	14
	.byte	8
	.long	613
	.byte	9
	.long	216
	.byte	0
	.byte	40
	.byte	28
	.byte	29
	.byte	0
	.byte	15
	.byte	8
	.long	613
	.byte	0
	.byte	0
	.byte	14
	.long	583
	.byte	14
	.long	56
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
	.byte	1
	.byte	2
	.byte	4
	.uleb128 .Lfunc_begin0-.Lfunc_begin0
	.uleb128 .Lfunc_end1-.Lfunc_begin0
	.byte	4
	.uleb128 .Lfunc_begin3-.Lfunc_begin0
	.uleb128 .Lfunc_end6-.Lfunc_begin0
	.byte	3
	.byte	4
	.uleb128 .Lfunc_end2-.Lfunc_begin2
	.byte	0
.Ldebug_list_header_end1:
	.section	.debug_str_offsets,"",@progbits
	.long	168
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
	.asciz	"_vptr$Shape"
.Linfo_string4:
	.asciz	"int"
.Linfo_string5:
	.asciz	"__vtbl_ptr_type"
.Linfo_string6:
	.asciz	"count"
.Linfo_string7:
	.asciz	"sides"
.Linfo_string8:
	.asciz	"_ZN5ShapeC4Ev"
.Linfo_string9:
	.asciz	"Shape"
.Linfo_string10:
	.asciz	"_ZN5ShapeC4ERKS_"
.Linfo_string11:
	.asciz	"_ZN5ShapeD4Ev"
.Linfo_string12:
	.asciz	"~Shape"
.Linfo_string13:
	.asciz	"_ZNK5Shape4areaEv"
.Linfo_string14:
	.asciz	"area"
.Linfo_string15:
	.asciz	"_ZN5Shape5countE"
.Linfo_string16:
	.asciz	"_vtable$"
.Linfo_string17:
	.asciz	"_ZTV5Shape"
.Linfo_string18:
	.asciz	"long"
.Linfo_string19:
	.asciz	"T"
.Linfo_string20:
	.asciz	"_ZN5ShapeC4IlEET_i"
.Linfo_string21:
	.asciz	"Shape<long>"
.Linfo_string22:
	.asciz	"_ZdlPvm"
.Linfo_string23:
	.asciz	"operator delete"
.Linfo_string24:
	.asciz	"unsigned long"
.Linfo_string25:
	.asciz	"this"
.Linfo_string26:
	.asciz	"Far"
.Linfo_string27:
	.asciz	"_ZN3FarC1Ei"
.Linfo_string28:
	.asciz	"_ZN3FarD1Ev"
.Linfo_string29:
	.asciz	"~Far"
.Linfo_string30:
	.asciz	"_ZN5ShapeC2Ev"
.Linfo_string31:
	.asciz	"_ZN5ShapeC2ERKS_"
.Linfo_string32:
	.asciz	"_ZN5ShapeC2IlEET_i"
.Linfo_string33:
	.asciz	"_ZN5ShapeD2Ev"
.Linfo_string34:
	.asciz	"_ZN5ShapeD0Ev"
.Linfo_string35:
	.asciz	"_Z5there5Shape"
.Linfo_string36:
	.asciz	"there"
.Linfo_string37:
	.asciz	"o"
.Linfo_string38:
	.asciz	"s"
.Linfo_string39:
	.asciz	"k"
.Linfo_string40:
	.asciz	"f"
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
	.long	.Linfo_string21
	.long	.Linfo_string22
	.long	.Linfo_string23
	.long	.Linfo_string24
	.long	.Linfo_string25
	.long	.Linfo_string26
	.long	.Linfo_string27
	.long	.Linfo_string28
	.long	.Linfo_string29
	.long	.Linfo_string30
	.long	.Linfo_string31
	.long	.Linfo_string32
	.long	.Linfo_string33
	.long	.Linfo_string34
	.long	.Linfo_string35
	.long	.Linfo_string36
	.long	.Linfo_string37
	.long	.Linfo_string38
	.long	.Linfo_string39
	.long	.Linfo_string40
	.section	.debug_addr,"",@progbits
	.long	.Ldebug_addr_end0-.Ldebug_addr_start0
.Ldebug_addr_start0:
	.short	5
	.byte	8
	.byte	0
.Laddr_table_base0:
	.quad	_ZN5Shape5countE
	.quad	_ZTV5Shape
	.quad	.Lfunc_begin0
	.quad	.Lfunc_begin1
	.quad	.Lfunc_begin2
	.quad	.Lfunc_begin3
	.quad	.Lfunc_begin4
	.quad	.Ltmp9
	.quad	.Lfunc_begin5
	.quad	.Lfunc_begin6
	.quad	.Ltmp15
	.quad	.Ltmp16
.Ldebug_addr_end0:
	.ident	"clang version 22.1.8"
	.section	".note.GNU-stack","",@progbits
	.addrsig
	.addrsig_sym _ZTI5Shape
	.addrsig_sym _ZTVN10__cxxabiv117__class_type_infoE
	.addrsig_sym _ZTS5Shape
	.section	.debug_line,"",@progbits
.Lline_table_start0:
