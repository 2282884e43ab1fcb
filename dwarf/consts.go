package dwarf

// Tag is a DW_TAG_* code (DWARF 5 §7.5.3).
type Tag uint16

// Attr is a DW_AT_* code (DWARF 5 §7.5.4).
type Attr uint16

// Form is a DW_FORM_* code (DWARF 5 §7.5.6).
type Form uint16

// Tags that C, C++ and Rust compilers emit.
const (
	TagArrayType              Tag = 0x01
	TagClassType              Tag = 0x02
	TagEntryPoint             Tag = 0x03
	TagEnumerationType        Tag = 0x04
	TagFormalParameter        Tag = 0x05
	TagImportedDeclaration    Tag = 0x08
	TagLabel                  Tag = 0x0a
	TagLexicalBlock           Tag = 0x0b
	TagMember                 Tag = 0x0d
	TagPointerType            Tag = 0x0f
	TagReferenceType          Tag = 0x10
	TagCompileUnit            Tag = 0x11
	TagStringType             Tag = 0x12
	TagStructureType          Tag = 0x13
	TagSubroutineType         Tag = 0x15
	TagTypedef                Tag = 0x16
	TagUnionType              Tag = 0x17
	TagUnspecifiedParameters  Tag = 0x18
	TagVariant                Tag = 0x19
	TagCommonBlock            Tag = 0x1a
	TagInheritance            Tag = 0x1c
	TagInlinedSubroutine      Tag = 0x1d
	TagModule                 Tag = 0x1e
	TagPtrToMemberType        Tag = 0x1f
	TagSetType                Tag = 0x20
	TagSubrangeType           Tag = 0x21
	TagWithStmt               Tag = 0x22
	TagBaseType               Tag = 0x24
	TagCatchBlock             Tag = 0x25
	TagConstType              Tag = 0x26
	TagConstant               Tag = 0x27
	TagEnumerator             Tag = 0x28
	TagFileType               Tag = 0x29
	TagFriend                 Tag = 0x2a
	TagSubprogram             Tag = 0x2e
	TagTemplateTypeParameter  Tag = 0x2f
	TagTemplateValueParameter Tag = 0x30
	TagVariantPart            Tag = 0x33
	TagVariable               Tag = 0x34
	TagVolatileType           Tag = 0x35
	TagDwarfProcedure         Tag = 0x36
	TagRestrictType           Tag = 0x37
	TagInterfaceType          Tag = 0x38
	TagNamespace              Tag = 0x39
	TagImportedModule         Tag = 0x3a
	TagUnspecifiedType        Tag = 0x3b
	TagPartialUnit            Tag = 0x3c
	TagImportedUnit           Tag = 0x3d
	TagSharedType             Tag = 0x40
	TagTypeUnit               Tag = 0x41
	TagRvalueReferenceType    Tag = 0x42
	TagTemplateAlias          Tag = 0x43
	TagCoarrayType            Tag = 0x44
	TagGenericSubrange        Tag = 0x45
	TagDynamicType            Tag = 0x46
	TagAtomicType             Tag = 0x47
	TagCallSite               Tag = 0x48
	TagCallSiteParameter      Tag = 0x49
	TagSkeletonUnit           Tag = 0x4a
	TagImmutableType          Tag = 0x4b

	TagGNUTemplateTemplateParam Tag = 0x4106
	TagGNUTemplateParameterPack Tag = 0x4107
	TagGNUFormalParameterPack   Tag = 0x4108
	TagGNUCallSite              Tag = 0x4109
	TagGNUCallSiteParameter     Tag = 0x410a
	TagLLVMPtrauthType          Tag = 0x4300
	TagAPPLEProperty            Tag = 0x4200
	TagGNUAnnotation            Tag = 0x6000 // clang's btf annotations
)

// Attributes.
const (
	AttrSibling            Attr = 0x01
	AttrLocation           Attr = 0x02
	AttrName               Attr = 0x03
	AttrByteSize           Attr = 0x0b
	AttrBitOffset          Attr = 0x0c
	AttrBitSize            Attr = 0x0d
	AttrStmtList           Attr = 0x10
	AttrLowPC              Attr = 0x11
	AttrHighPC             Attr = 0x12
	AttrLanguage           Attr = 0x13
	AttrDiscr              Attr = 0x15
	AttrDiscrValue         Attr = 0x16
	AttrVisibility         Attr = 0x17
	AttrImport             Attr = 0x18
	AttrStringLength       Attr = 0x19
	AttrCompDir            Attr = 0x1b
	AttrConstValue         Attr = 0x1c
	AttrContainingType     Attr = 0x1d
	AttrDefaultValue       Attr = 0x1e
	AttrInline             Attr = 0x20
	AttrLowerBound         Attr = 0x22
	AttrProducer           Attr = 0x25
	AttrPrototyped         Attr = 0x27
	AttrReturnAddr         Attr = 0x2a
	AttrStride             Attr = 0x2e
	AttrUpperBound         Attr = 0x2f
	AttrAbstractOrigin     Attr = 0x31
	AttrAccessibility      Attr = 0x32
	AttrArtificial         Attr = 0x34
	AttrCallingConvention  Attr = 0x36
	AttrCount              Attr = 0x37
	AttrDataMemberLocation Attr = 0x38
	AttrDeclColumn         Attr = 0x39
	AttrDeclFile           Attr = 0x3a
	AttrDeclLine           Attr = 0x3b
	AttrDeclaration        Attr = 0x3c
	AttrEncoding           Attr = 0x3e
	AttrExternal           Attr = 0x3f
	AttrFrameBase          Attr = 0x40
	AttrFriend             Attr = 0x41
	AttrMacroInfo          Attr = 0x43
	AttrSpecification      Attr = 0x47
	AttrType               Attr = 0x49
	AttrUseLocation        Attr = 0x4a
	AttrVirtuality         Attr = 0x4c
	AttrVtableElemLocation Attr = 0x4d
	AttrRanges             Attr = 0x55
	AttrDataLocation       Attr = 0x50
	AttrByteStride         Attr = 0x51
	AttrEntryPC            Attr = 0x52
	AttrUseUTF8            Attr = 0x53
	AttrExtension          Attr = 0x54
	AttrBinaryScale        Attr = 0x5b
	AttrEndianity          Attr = 0x65
	AttrMutable            Attr = 0x61
	AttrObjectPointer      Attr = 0x64
	AttrExplicit           Attr = 0x63
	AttrSignature          Attr = 0x69
	AttrMainSubprogram     Attr = 0x6a
	AttrDataBitOffset      Attr = 0x6b
	AttrConstExpr          Attr = 0x6c
	AttrEnumClass          Attr = 0x6d
	AttrLinkageName        Attr = 0x6e
	AttrStrOffsetsBase     Attr = 0x72
	AttrAddrBase           Attr = 0x73
	AttrRnglistsBase       Attr = 0x74
	AttrDwoName            Attr = 0x76
	AttrReference          Attr = 0x77
	AttrRvalueReference    Attr = 0x78
	AttrMacros             Attr = 0x79
	AttrNoreturn           Attr = 0x87
	AttrAlignment          Attr = 0x88
	AttrExportSymbols      Attr = 0x89
	AttrDeleted            Attr = 0x8a
	AttrDefaulted          Attr = 0x8b
	AttrLoclistsBase       Attr = 0x8c

	AttrMIPSLinkageName   Attr = 0x2007
	AttrGNUVector         Attr = 0x2107
	AttrGNUTemplateName   Attr = 0x2110
	AttrGNUMacros         Attr = 0x2119
	AttrAPPLEBlock        Attr = 0x3fe4
	AttrAPPLERuntimeClass Attr = 0x3fe6
	AttrGNUDwoName        Attr = 0x2130
	AttrGNUDwoID          Attr = 0x2131
	AttrGNURangesBase     Attr = 0x2132
	AttrGNUAddrBase       Attr = 0x2133
	AttrGNUPubnames       Attr = 0x2134
	AttrGNUBias           Attr = 0x2305
)

// Forms.
const (
	FormAddr          Form = 0x01
	FormBlock2        Form = 0x03
	FormBlock4        Form = 0x04
	FormData2         Form = 0x05
	FormData4         Form = 0x06
	FormData8         Form = 0x07
	FormString        Form = 0x08
	FormBlock         Form = 0x09
	FormBlock1        Form = 0x0a
	FormData1         Form = 0x0b
	FormFlag          Form = 0x0c
	FormSdata         Form = 0x0d
	FormStrp          Form = 0x0e
	FormUdata         Form = 0x0f
	FormRefAddr       Form = 0x10
	FormRef1          Form = 0x11
	FormRef2          Form = 0x12
	FormRef4          Form = 0x13
	FormRef8          Form = 0x14
	FormRefUdata      Form = 0x15
	FormIndirect      Form = 0x16
	FormSecOffset     Form = 0x17
	FormExprloc       Form = 0x18
	FormFlagPresent   Form = 0x19
	FormStrx          Form = 0x1a
	FormAddrx         Form = 0x1b
	FormRefSup4       Form = 0x1c
	FormStrpSup       Form = 0x1d
	FormData16        Form = 0x1e
	FormLineStrp      Form = 0x1f
	FormRefSig8       Form = 0x20
	FormImplicitConst Form = 0x21
	FormLoclistx      Form = 0x22
	FormRnglistx      Form = 0x23
	FormRefSup8       Form = 0x24
	FormStrx1         Form = 0x25
	FormStrx2         Form = 0x26
	FormStrx3         Form = 0x27
	FormStrx4         Form = 0x28
	FormAddrx1        Form = 0x29
	FormAddrx2        Form = 0x2a
	FormAddrx3        Form = 0x2b
	FormAddrx4        Form = 0x2c

	FormGNUAddrIndex Form = 0x1f01
	FormGNUStrIndex  Form = 0x1f02
	FormGNURefAlt    Form = 0x1f20
	FormGNUStrpAlt   Form = 0x1f21
)

// UnitType is a DW_UT_* code (DWARF 5 §7.5.1). Units of earlier versions get
// the one that fits: compile, or type for .debug_types.
type UnitType uint8

// Unit types.
const (
	UnitCompile      UnitType = 1
	UnitTypes        UnitType = 2
	UnitPartial      UnitType = 3
	UnitSkeleton     UnitType = 4
	UnitSplitCompile UnitType = 5
	UnitSplitType    UnitType = 6
)
