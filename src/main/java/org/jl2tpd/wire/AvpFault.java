package org.jl2tpd.wire;

/**
 * What is wrong with one AVP, and the general error code where that ends its session or tunnel. A valid message holds
 * the faults that were read over, packed with vendor and type.
 */
enum AvpFault {
    UNKNOWN("unknown", ResultCode.ERROR_UNKNOWN_AVP),
    VERSION_3("is of L2TPv3 (RFC 3931)", ResultCode.ERROR_UNKNOWN_AVP),
    RESERVED_BITS("has reserved bits set", ResultCode.ERROR_UNKNOWN_AVP),
    LENGTH("has a wrong length", ResultCode.ERROR_LENGTH),
    VALUE("has a value out of range", ResultCode.ERROR_VALUE),
    NOT_HIDEABLE("must not be hidden", ResultCode.ERROR_VALUE),
    NO_SECRET("is hidden, but there is no secret", ResultCode.ERROR_VALUE),
    NO_RANDOM_VECTOR("is hidden without a Random Vector before it", ResultCode.ERROR_VALUE),
    CANNOT_UNHIDE("cannot be unhidden", ResultCode.ERROR_LENGTH),
    DUPLICATE("is there twice", ResultCode.ERROR_NONE),
    NOT_LISTED("does not belong to this message", ResultCode.ERROR_NONE),
    WINDOW_OF_ZERO("is 0 and counts as 1", ResultCode.ERROR_NONE);

    private static final AvpFault[] BY_ORDINAL = values();

    private final String text;
    private final int errorCode;

    AvpFault(String text, int errorCode) {
        this.text = text;
        this.errorCode = errorCode;
    }

    /** Why an AVP is not recognized: RFC 3931 took 58 to 75 of vendor 0, anything else is unknown. */
    static AvpFault unrecognized(int vendor, int number) {
        return vendor == 0 && number >= 58 && number <= 75 ? VERSION_3 : UNKNOWN;
    }

    long pack(int vendor, int number) {
        return (long) ordinal() << 32 | (long) vendor << 16 | number;
    }

    static String describe(long packed) {
        return BY_ORDINAL[(int) (packed >>> 32)].describe((int) (packed >>> 16) & 0xffff, (int) packed & 0xffff);
    }

    /** The general error of a message that this ends, naming the attribute (L2TP-4.1-06). */
    ResultCode fatal(int vendor, int number) {
        return ResultCode.error(errorCode, describe(vendor, number));
    }

    private String describe(int vendor, int number) {
        AvpType avp = vendor == 0 ? AvpType.of(number) : null;
        String name = avp == null ? "" : " (" + avp.label() + ")";
        return "AVP vendor " + vendor + " type " + number + name + " " + text;
    }
}
