package org.jl2tpd.wire;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** A control message as one line of text for traces: without secrets, and with nothing that could break a line. */
final class MessageText {
    /** How many octets or characters of one value are shown. */
    static final int MAX_SHOWN = 64;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private MessageText() {}

    static String describe(ControlMessage message) {
        var out = new StringBuilder(160).append(message.type());
        for (int at = message.first(); at >= 0; at = message.next(at)) {
            AvpType avp = message.avpAt(at);
            out.append(", ").append(avp.label());
            if (message.wasHidden(avp)) {
                out.append(" (hidden)");
            } else {
                value(out, message, avp, at);
            }
        }
        message.accessLine()
                .forEach((number, value) -> out.append(", Access Line ")
                        .append(number)
                        .append(" (")
                        .append(value.length)
                        .append(" octets)"));
        return out.toString();
    }

    static String names(ControlMessage message, Predicate<AvpType> chosen) {
        var names = new StringJoiner(", ");
        for (int at = message.first(); at >= 0; at = message.next(at)) {
            if (chosen.test(message.avpAt(at))) {
                names.add(message.avpAt(at).label());
            }
        }
        return names.toString();
    }

    private static void value(StringBuilder out, ControlMessage message, AvpType avp, int at) {
        switch (avp.kind()) {
            case FLAG -> {}
            case U16 -> out.append(' ').append(message.u16(avp, 0));
            case U32 -> out.append(' ').append(message.u32(avp, 0));
            case OCTETS -> hex(out.append(' '), message.body(), at, message.lengthAt(at));
            case TEXT -> quoted(out.append(' '), text(message, at));
            case PRIVATE -> out.append(" (").append(message.lengthAt(at)).append(" octets)");
            case RESULT -> result(out, message.resultCode());
            case Q931 -> q931(out, message.q931Cause());
            case CAUSE -> cause(out, message.pppDisconnectCause());
        }
    }

    private static String text(ControlMessage message, int at) {
        return new String(message.body(), at, message.lengthAt(at), StandardCharsets.UTF_8);
    }

    private static void result(StringBuilder out, ResultCode code) {
        out.append(' ').append(code.result()).append('/').append(code.error());
        optional(out, code.message());
    }

    private static void q931(StringBuilder out, Q931Cause cause) {
        out.append(' ').append(cause.cause()).append(" message ").append(cause.message());
        optional(out, cause.advisory());
    }

    private static void cause(StringBuilder out, PppDisconnectCause cause) {
        out.append(' ').append(cause.code()).append(" protocol 0x").append(Integer.toHexString(cause.protocol()));
        out.append(" direction ").append(cause.direction());
        optional(out, cause.message());
    }

    private static void optional(StringBuilder out, String text) {
        if (!text.isEmpty()) {
            quoted(out.append(' '), text);
        }
    }

    /** Quotes and backslashes are escaped; control and format characters become a dot. */
    private static void quoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < Math.min(text.length(), MAX_SHOWN); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(isPrintable(c) ? c : '.');
        }
        out.append(text.length() > MAX_SHOWN ? "\"..." : "\"");
    }

    private static boolean isPrintable(char c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && c != '\u2028' && c != '\u2029';
    }

    private static void hex(StringBuilder out, byte[] octets, int at, int length) {
        for (int i = at; i < at + Math.min(length, MAX_SHOWN); i++) {
            out.append(HEX[octets[i] >> 4 & 15]).append(HEX[octets[i] & 15]);
        }
        if (length > MAX_SHOWN) {
            out.append("...");
        }
    }
}
