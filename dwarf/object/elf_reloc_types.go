package object

// elfRelocRule is what a relocation type does, as far as debug sections use it.
// Sources: System V psABI supplements for AMD64 (4.4), i386 (4.4), ELF for the
// Arm Architecture (IHI 0044, 4.6), for AArch64 (IHI 0056, 5.7), RISC-V ELF psABI 1.0,
// Power Architecture 64-Bit ELF V2 (3.5), MIPS psABI, s390x ELF ABI, SPARC Compliance
// Definition 2.4, LoongArch ELF psABI 2.0.
func elfRelocRule(m Machine, typ uint32) relocRule {
	var table []relocRow
	switch m {
	case X86_64:
		table = relocsX86_64
	case I386:
		table = relocsI386
	case AArch64:
		table = relocsAArch64
	case ARM:
		table = relocsARM
	case RISCV32, RISCV64:
		table = relocsRISCV
	case PPC:
		table = relocsPPC
	case PPC64:
		table = relocsPPC64
	case MIPS, MIPS64:
		table = relocsMIPS
	case S390X:
		table = relocsS390
	case SPARC, SPARC64:
		table = relocsSPARC
	case LoongArch32, LoongArch64:
		table = relocsLoongArch
	}
	for i := range table {
		if table[i].typ == typ {
			return table[i].relocRule
		}
	}
	if typ == 0 { // R_*_NONE is 0 on every machine
		return relocRule{opNone, 0}
	}
	return relocRule{}
}

type relocRow struct {
	typ uint32
	relocRule
}

// The commonest types come first: rows are searched in order. Distances from
// the global offset table, which only a link gives, stand in the expressions
// of position-independent code for values that its functions know (gcc); no
// entity has its address from one, and they stay as they are.
var (
	relocsX86_64 = []relocRow{
		{10, relocRule{opAbs, 4}},  // R_X86_64_32
		{1, relocRule{opAbs, 8}},   // R_X86_64_64
		{11, relocRule{opAbs, 4}},  // R_X86_64_32S
		{2, relocRule{opPCRel, 4}}, // R_X86_64_PC32
		{24, relocRule{opPCRel, 8}},
		{17, relocRule{opTLS, 8}}, // R_X86_64_DTPOFF64
		{21, relocRule{opTLS, 4}}, // R_X86_64_DTPOFF32
		{12, relocRule{opAbs, 2}},
		{14, relocRule{opAbs, 1}},
		{25, relocRule{opNone, 0}}, // R_X86_64_GOTOFF64
	}
	relocsI386 = []relocRow{
		{1, relocRule{opAbs, 4}},   // R_386_32
		{2, relocRule{opPCRel, 4}}, // R_386_PC32
		{32, relocRule{opTLS, 4}},  // R_386_TLS_LDO_32
		{20, relocRule{opAbs, 2}},
		{22, relocRule{opAbs, 1}},
		{9, relocRule{opNone, 0}}, // R_386_GOTOFF
	}
	relocsAArch64 = []relocRow{
		{258, relocRule{opAbs, 4}}, // R_AARCH64_ABS32
		{257, relocRule{opAbs, 8}}, // R_AARCH64_ABS64
		{259, relocRule{opAbs, 2}},
		{260, relocRule{opPCRel, 8}},
		{261, relocRule{opPCRel, 4}},
		{1029, relocRule{opTLS, 8}}, // R_AARCH64_TLS_DTPREL
		{256, relocRule{opNone, 0}},
	}
	relocsARM = []relocRow{
		{2, relocRule{opAbs, 4}},   // R_ARM_ABS32
		{3, relocRule{opPCRel, 4}}, // R_ARM_REL32
		{5, relocRule{opAbs, 2}},
		{8, relocRule{opAbs, 1}},
		{38, relocRule{opAbs, 4}},  // R_ARM_TARGET1
		{106, relocRule{opTLS, 4}}, // R_ARM_TLS_LDO32
		{24, relocRule{opNone, 0}}, // R_ARM_GOTOFF32
	}
	relocsRISCV = []relocRow{
		{1, relocRule{opAbs, 4}}, // R_RISCV_32
		{2, relocRule{opAbs, 8}}, // R_RISCV_64
		{8, relocRule{opTLS, 4}}, // R_RISCV_TLS_DTPREL32
		{9, relocRule{opTLS, 8}},
		{33, relocRule{opAdd, 1}},
		{34, relocRule{opAdd, 2}},
		{35, relocRule{opAdd, 4}},
		{36, relocRule{opAdd, 8}},
		{37, relocRule{opSub, 1}},
		{38, relocRule{opSub, 2}},
		{39, relocRule{opSub, 4}},
		{40, relocRule{opSub, 8}},
		{43, relocRule{opNone, 0}}, // R_RISCV_ALIGN
		{51, relocRule{opNone, 0}}, // R_RISCV_RELAX
		{52, relocRule{opSub, 0}},  // R_RISCV_SUB6
		{53, relocRule{opSet, 0}},  // R_RISCV_SET6
		{54, relocRule{opSet, 1}},
		{55, relocRule{opSet, 2}},
		{56, relocRule{opSet, 4}},
		{57, relocRule{opPCRel, 4}},
		{60, relocRule{opSetULEB, 0}},
		{61, relocRule{opSubULEB, 0}},
	}
	relocsPPC = []relocRow{
		{1, relocRule{opAbs, 4}},    // R_PPC_ADDR32
		{24, relocRule{opAbs, 4}},   // R_PPC_UADDR32
		{26, relocRule{opPCRel, 4}}, // R_PPC_REL32
		{78, relocRule{opTLS, 4}},   // R_PPC_DTPREL32
	}
	relocsPPC64 = []relocRow{
		{1, relocRule{opAbs, 4}},    // R_PPC64_ADDR32
		{38, relocRule{opAbs, 8}},   // R_PPC64_ADDR64
		{24, relocRule{opAbs, 4}},   // R_PPC64_UADDR32
		{43, relocRule{opAbs, 8}},   // R_PPC64_UADDR64
		{26, relocRule{opPCRel, 4}}, // R_PPC64_REL32
		{44, relocRule{opPCRel, 8}}, // R_PPC64_REL64
		{78, relocRule{opTLS, 8}},   // R_PPC64_DTPREL64
		{110, relocRule{opTLS, 4}},  // R_PPC64_DTPREL32
	}
	relocsMIPS = []relocRow{
		{2, relocRule{opAbs, 4}},  // R_MIPS_32
		{18, relocRule{opAbs, 8}}, // R_MIPS_64
		{39, relocRule{opTLS, 4}}, // R_MIPS_TLS_DTPREL32
		{41, relocRule{opTLS, 8}}, // R_MIPS_TLS_DTPREL64
		{248, relocRule{opPCRel, 4}},
	}
	relocsS390 = []relocRow{
		{4, relocRule{opAbs, 4}},    // R_390_32
		{22, relocRule{opAbs, 8}},   // R_390_64
		{5, relocRule{opPCRel, 4}},  // R_390_PC32
		{23, relocRule{opPCRel, 8}}, // R_390_PC64
		{52, relocRule{opTLS, 4}},   // R_390_TLS_LDO32
		{53, relocRule{opTLS, 8}},   // R_390_TLS_LDO64
		{3, relocRule{opAbs, 2}},
	}
	relocsSPARC = []relocRow{
		{3, relocRule{opAbs, 4}},  // R_SPARC_32
		{23, relocRule{opAbs, 4}}, // R_SPARC_UA32
		{32, relocRule{opAbs, 8}}, // R_SPARC_64
		{54, relocRule{opAbs, 8}}, // R_SPARC_UA64
		{78, relocRule{opTLS, 4}}, // R_SPARC_TLS_DTPOFF32
		{79, relocRule{opTLS, 8}}, // R_SPARC_TLS_DTPOFF64
	}
	relocsLoongArch = []relocRow{
		{1, relocRule{opAbs, 4}}, // R_LARCH_32
		{2, relocRule{opAbs, 8}}, // R_LARCH_64
		{8, relocRule{opTLS, 4}}, // R_LARCH_TLS_DTPREL32
		{9, relocRule{opTLS, 8}},
		{47, relocRule{opAdd, 1}},
		{48, relocRule{opAdd, 2}},
		{50, relocRule{opAdd, 4}},
		{51, relocRule{opAdd, 8}},
		{52, relocRule{opSub, 1}},
		{53, relocRule{opSub, 2}},
		{55, relocRule{opSub, 4}},
		{56, relocRule{opSub, 8}},
		{99, relocRule{opPCRel, 4}},
		{100, relocRule{opNone, 0}}, // R_LARCH_RELAX
		{102, relocRule{opNone, 0}}, // R_LARCH_ALIGN
		{105, relocRule{opAdd, 0}},  // R_LARCH_ADD6
		{106, relocRule{opSub, 0}},  // R_LARCH_SUB6
		{107, relocRule{opAddULEB, 0}},
		{108, relocRule{opSubULEB, 0}},
	}
)
