package org.jl2tpd.interop;

import java.util.ArrayList;
import java.util.List;

/** One network namespace of a {@link NetLab}. */
public record Namespace(NetLab lab, String name, String fullName) {

    /** Runs a command here to its end; fails unless it exits 0. */
    public String run(String... command) {
        return lab.run(inside(command)).require();
    }

    /** Runs a command here to its end, whatever it exits with. */
    public NetLab.Output tryRun(String... command) {
        return lab.run(inside(command));
    }

    /** Starts a command here; its output goes to {@code PROCESSNAME.out} and {@code .err}. */
    public Running start(String processName, String... command) {
        return lab.start(processName, inside(command));
    }

    /** Starts a main class of the tests in a small JVM here. */
    public Running startJava(String processName, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Requirements.ROOT.resolve("target/test-classes").toString(),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(processName, command.toArray(String[]::new));
    }

    /** Gives a device its addresses (several with a comma between) and sets it up. */
    public void configure(String device, String addresses) {
        for (String address : addresses.split(",")) {
            List<String> command = new ArrayList<>(List.of("ip", "addr", "add", address, "dev", device));
            if (address.indexOf(':') >= 0) {
                command.add("nodad");
            }
            run(command.toArray(String[]::new));
        }
        run("ip", "link", "set", device, "up");
    }

    /** Makes this namespace a router. */
    public void forwardIpv4() {
        run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    }

    /** Devices except loopback and wires: what daemons made. */
    public List<String> devices() {
        return run("ip", "-o", "link", "show")
                .lines()
                .map(line -> line.split(":")[1].trim().split("@")[0])
                .filter(device -> !device.equals("lo") && !device.matches("w\\d+[ab]"))
                .toList();
    }

    /** A device's IPv6 addresses that are not link-local, without prefix length. */
    public List<String> globalIpv6Addresses(String device) {
        return run("ip", "-6", "-o", "addr", "show", "dev", device, "scope", "global")
                .lines()
                .filter(line -> !line.contains("tentative"))
                .map(line -> line.replaceAll(".*inet6 ([0-9a-f:]+)/.*", "$1"))
                .toList();
    }

    /**
     * All routes of both families, sorted, for comparing before and after; without those of link-local addresses and multicast,
     * which come and go with the devices that have them.
     */
    public List<String> routes() {
        return (run("ip", "-4", "route", "show", "table", "all") + run("ip", "-6", "route", "show", "table", "all"))
                .lines()
                .map(String::trim)
                .filter(route -> !route.contains("fe80:") && !route.startsWith("multicast ff00:"))
                .sorted()
                .toList();
    }

    private List<String> inside(String... command) {
        List<String> full = new ArrayList<>(List.of("ip", "netns", "exec", fullName));
        full.addAll(List.of(command));
        return full;
    }
}
