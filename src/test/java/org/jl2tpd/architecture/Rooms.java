package org.jl2tpd.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;

/** The rooms (packages below {@code org.jl2tpd}) and who may import whom; ARCHITECTURE.md shows the same table with its reasons. */
final class Rooms {
    static final String ROOT = "org.jl2tpd.";

    /** Rooms without clock, chance, thread, socket, logger or name resolution. */
    static final List<String> PURE = List.of("wire", "control", "ppp", "profile", "radius", "engine");

    /**
     * The ports' and views' own signatures carry addresses, paths and secrets of {@code wire} and settings of {@code profile},
     * so whoever implements or calls one may use those too.
     */
    static final List<Room> TABLE = List.of(
            room("wire").build(),
            room("control").rooms("wire").build(),
            room("ppp").rooms("wire").build(),
            room("profile").rooms("wire").build(),
            room("radius").rooms("wire").build(),
            room("engine").rooms("wire", "control", "ppp", "profile").build(),
            room("linux").libraries("jnr", "com.kenai.jffi").build(),
            room("datapath")
                    .rooms("wire", "linux")
                    .engine(
                            "Datapath",
                            "FrameDatapath",
                            "DataRates",
                            "DataSession",
                            "DataTunnel",
                            "DataStatistics",
                            "SessionNetwork",
                            "SessionNotice",
                            "SessionOptions",
                            "PppdOption",
                            "PppdOptions",
                            "Engine")
                    .build(),
            room("reactor").rooms("wire", "engine", "datapath", "linux", "ppp").build(),
            room("aaa")
                    .rooms("wire", "ppp", "profile", "radius")
                    .engine(
                            "Authenticator",
                            "CallFacts",
                            "EngineEvent",
                            "EventFacts",
                            "OnwardFacts",
                            "Command",
                            "CommandResult",
                            "Views",
                            "SessionMatch",
                            "SessionChange",
                            "SessionOutcome")
                    .build(),
            room("management")
                    .rooms("wire", "profile")
                    .engine(
                            "Command",
                            "CommandResult",
                            "Views",
                            "EngineEvent",
                            "EventFacts",
                            "Changeable",
                            "FrameDatapath")
                    .libraries(
                            "org.slf4j",
                            "com.google.gson",
                            "jdk.net",
                            "org.snmp4j",
                            "org.jolokia",
                            "com.sun.management",
                            "com.sun.net.httpserver")
                    .build(),
            room("config").rooms("wire", "profile").libraries("org.tomlj").build(),
            room("migration").rooms("wire", "profile", "config").build(),
            room("cli")
                    .rooms("management")
                    .libraries("picocli", "com.google.gson", "org.jline")
                    .build());

    private Rooms() {}

    /** The product's classes, without its tests. */
    static JavaClasses productClasses() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages("org.jl2tpd");
    }

    /** The room of a class of this project; empty for others. */
    static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static Room.Builder room(String name) {
        return new Room.Builder(name);
    }

    /**
     * @param name package below the root
     * @param rooms rooms that it may import whole
     * @param engineTypes of {@code engine}, only these types (with their nested ones)
     * @param libraries package prefixes of libraries; the JDK is always allowed
     */
    record Room(String name, Set<String> rooms, Set<String> engineTypes, Set<String> libraries) {

        boolean mayImport(JavaClass target) {
            JavaClass base = baseOf(target);
            String room = roomOf(base);
            if (room.isEmpty()) {
                return base.isPrimitive() || isJdk(base) || isLibrary(base.getName());
            }
            return room.equals(name) || rooms.contains(room) || room.equals("engine") && isNamedEngineType(base);
        }

        private static JavaClass baseOf(JavaClass type) {
            return type.isArray() ? type.getBaseComponentType() : type;
        }

        private static boolean isJdk(JavaClass type) {
            return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
        }

        private boolean isLibrary(String className) {
            return libraries.stream().anyMatch(prefix -> className.startsWith(prefix + "."));
        }

        private boolean isNamedEngineType(JavaClass type) {
            String top = type.getName().substring((ROOT + "engine.").length());
            int dollar = top.indexOf('$');
            return engineTypes.contains(dollar < 0 ? top : top.substring(0, dollar));
        }

        @Override
        public String toString() {
            return name;
        }

        static final class Builder {
            private final String name;
            private Set<String> rooms = Set.of();
            private Set<String> engineTypes = Set.of();
            private Set<String> libraries = Set.of();

            Builder(String name) {
                this.name = name;
            }

            Builder rooms(String... names) {
                rooms = Set.of(names);
                return this;
            }

            Builder engine(String... types) {
                engineTypes = Set.of(types);
                return this;
            }

            Builder libraries(String... prefixes) {
                libraries = Set.of(prefixes);
                return this;
            }

            Room build() {
                return new Room(name, rooms, engineTypes, libraries);
            }
        }
    }
}
