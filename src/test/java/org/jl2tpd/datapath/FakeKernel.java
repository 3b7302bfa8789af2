package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** A kernel that holds addresses and routes as text, refuses what exists, and fails a change on demand. */
final class FakeKernel implements Kernel {
    /** A device whose packets the test gives and takes. */
    static final class Tun implements Device {
        final String name;
        final int index;
        final ArrayDeque<byte[]> toRead = new ArrayDeque<>();
        final List<byte[]> written = new ArrayList<>();
        boolean closed;

        Tun(String name, int index) {
            this.name = name;
            this.index = index;
        }

        @Override
        public int fd() {
            return 100 + index;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public int read(ByteBuffer direct) {
            byte[] packet = toRead.poll();
            if (packet == null) {
                return -Errno.EAGAIN;
            }
            direct.put(direct.position(), packet);
            return packet.length;
        }

        @Override
        public int write(ByteBuffer direct) {
            byte[] packet = new byte[direct.remaining()];
            direct.get(direct.position(), packet);
            written.add(packet);
            return packet.length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    final List<Tun> devices = new ArrayList<>();
    final TreeSet<String> state = new TreeSet<>();
    /** Devices that take no advertised default route, and whether they were up when told. */
    final List<String> refusing = new ArrayList<>();

    String failOn = "nothing";
    Hop hop;
    boolean ipv6 = true;
    /** Changes asked for since the test set it to 0. */
    int changes;

    private String problem;

    @Override
    public Device open(String name) throws SystemCallException {
        if (name.equals(failOn)) {
            throw new SystemCallException("no permission");
        }
        var tun = new Tun(name.replace("%d", "" + devices.size()), devices.size() + 1);
        devices.add(tun);
        return tun;
    }

    @Override
    public void begin() {
        problem = null;
    }

    private void add(String what, boolean replace) {
        changes++;
        if (what.contains(failOn)) {
            note(what + ": refused");
        } else if (!state.add(what) && !replace) {
            note(what + ": exists");
        }
    }

    private void remove(String what) {
        changes++;
        if (!state.remove(what)) {
            note(what + ": missing");
        }
    }

    private void note(String text) {
        problem = problem == null ? text : problem;
    }

    @Override
    public void linkUp(int index, int mtu) {
        state.removeIf(s -> s.startsWith("up " + index));
        add("up " + index + " mtu " + mtu, true);
    }

    @Override
    public void noAddressGeneration(int index) {
        if (!ipv6) {
            note("no IPv6");
        }
    }

    @Override
    public boolean takeNoDefaultRoute(String device) {
        int index = devices.stream()
                .filter(tun -> tun.name().equals(device))
                .findFirst()
                .orElseThrow()
                .index();
        boolean up = state.stream().anyMatch(s -> s.startsWith("up " + index));
        return !"accept_ra".equals(failOn) && refusing.add(device + (up ? " up" : " down"));
    }

    @Override
    public boolean refuseAdvertisements(String device) {
        return true;
    }

    @Override
    public boolean checkSources(String device) {
        return true;
    }

    @Override
    public void linkDown(int index) {
        state.removeIf(s -> s.startsWith("up " + index));
    }

    @Override
    public void linkSettings(int index, String name, int mtu, int group) {}

    @Override
    public String deviceName(int index) {
        return devices.get(index - 1).name();
    }

    @Override
    public void addAddress(int index, IpAddress local, IpAddress peer, int length) {
        add("address " + index + " " + local + "/" + length + (peer == null ? "" : " peer " + peer), false);
    }

    @Override
    public void removeAddress(int index, IpAddress local, IpAddress peer, int length) {
        remove("address " + index + " " + local + "/" + length + (peer == null ? "" : " peer " + peer));
    }

    @Override
    public void addRoute(int index, IpPrefix prefix, IpAddress source, int mtu, boolean replace) {
        String key = "route " + index + " " + prefix + " ";
        if (replace) {
            state.removeIf(s -> s.startsWith(key));
        } else if (state.stream().anyMatch(s -> s.startsWith(key))) {
            note(key + "exists");
            return;
        }
        add(key + "from " + source + " mtu " + mtu, replace);
    }

    @Override
    public void removeRoute(int index, IpPrefix prefix) {
        changes++;
        String key = "route " + index + " " + prefix + " ";
        if (!state.removeIf(s -> s.startsWith(key))) {
            note(key + "missing");
        }
    }

    @Override
    public void shape(int index, long octetsPerSecond, int burst) {
        throw new AssertionError("the engine limits what passes it");
    }

    @Override
    public void unshape(int index) {
        throw new AssertionError("the engine limits what passes it");
    }

    @Override
    public void openIngress(int index) {
        throw new AssertionError("the engine limits what passes it");
    }

    @Override
    public void police(int index, long octetsPerSecond, int burst) {
        throw new AssertionError("the engine limits what passes it");
    }

    @Override
    public void closeIngress(int index) {
        throw new AssertionError("the engine limits what passes it");
    }

    @Override
    public Hop hopTo(IpAddress address) {
        return hop;
    }

    @Override
    public void addHostRoute(Hop to) {
        add("pin " + to.address() + " via " + to.gateway(), false);
    }

    @Override
    public void removeHostRoute(Hop to) {
        remove("pin " + to.address() + " via " + to.gateway());
    }

    @Override
    public String commit() {
        return problem;
    }

    @Override
    public void close() {}
}
