package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Values of an answer as an operator reads them. */
final class Texts {
    private Texts() {}

    /** The member as text; empty when absent. */
    static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    static long number(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null || value.isJsonNull() ? 0 : value.getAsLong();
    }

    /** A counter of a tunnel or session, 0 when it has none of that name. */
    static long counter(JsonObject object, String name) {
        JsonElement counters = object.get("counters");
        return counters == null || !counters.isJsonObject() ? 0 : number(counters.getAsJsonObject(), name);
    }

    /** The session that arguments name. */
    static String session(JsonObject arguments) {
        return text(arguments, "tunnel") + "/" + text(arguments, "session");
    }

    /** Address and port, with brackets around an IPv6 address; the address alone when the port is not known. */
    static String endpoint(String address, long port) {
        if (address.isEmpty()) {
            return "";
        }
        if (port == 0) {
            return address;
        }
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }

    /** An id, or nothing for 0: there is none yet. */
    static String id(long id) {
        return id == 0 ? "" : Long.toString(id);
    }

    /** A duration in its two largest units: {@code 45s}, {@code 12m03s}, {@code 3h05m}, {@code 2d07h}. */
    static String age(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format("%dm%02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86400) {
            return String.format("%dh%02dm", seconds / 3600, seconds % 3600 / 60);
        }
        return String.format("%dd%02dh", seconds / 86400, seconds % 86400 / 3600);
    }
}
