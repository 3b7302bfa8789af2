package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.PppoxSocket;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.TransportPath;

/** A kernel that writes every call down, knows what is open, and fails the call whose turn it is. */
class RecordingKernel implements L2tpKernel, NetworkKernel {
    final List<String> calls = new ArrayList<>();
    /** What each open descriptor is. */
    final TreeMap<Integer, String> open = new TreeMap<>();
    /** Addresses, routes, devices that are up. */
    final TreeSet<String> network = new TreeSet<>();

    /** Rate limits of devices; they go with their device. */
    final TreeSet<String> limits = new TreeSet<>();

    final Map<Integer, ArrayDeque<byte[]>> toRead = new HashMap<>();
    final Map<Integer, List<byte[]>> written = new HashMap<>();
    final Map<Integer, Integer> readResult = new HashMap<>();
    final TreeSet<Integer> foreignTunnels = new TreeSet<>();
    final ArrayDeque<byte[]> routerPackets = new ArrayDeque<>();
    int routerDevice;
    /** Index of the call that fails, of those that the test counts; -1 for none. */
    int failAt = -1;

    int failErrno = Errno.EPERM;
    String failed;
    int counted;
    boolean netlinkFails;
    long idleNs = 5_000_000_000L;
    L2tpStatistics figures = new L2tpStatistics(1, 2, 3, 4, 5, 6, 7, 8, 0, 0);
    Hop hop;

    private int nextFd = 10;
    private int nextUnit;
    private String problem;

    /** Notes a call; a negated errno when it is the one that fails. */
    int call(String what) {
        calls.add(what);
        if (counted++ == failAt) {
            failed = what;
            return -failErrno;
        }
        return 0;
    }

    private int make(String what, String kind) {
        int result = call(what);
        if (result < 0) {
            return result;
        }
        open.put(nextFd, kind);
        return nextFd++;
    }

    private void free(String what) {
        calls.add(what);
    }

    @Override
    public int openSocket() {
        return make("socket", "socket");
    }

    @Override
    public int connect(
            int fd, int udpFd, TransportPath path, int localTunnel, int localSession, int peerTunnel, int peerSession) {
        String ids = localTunnel + "/" + localSession + " " + peerTunnel + "/" + peerSession;
        int result = call("connect " + ids + " over " + udpFd + " to " + path.peerAddress());
        if (result == 0) {
            open.put(fd, "socket " + ids);
        }
        return result;
    }

    @Override
    public int setOption(int fd, PppoxSocket.Option option, int value) {
        return call(option + "=" + value);
    }

    @Override
    public int option(int fd, PppoxSocket.Option option) {
        return 0;
    }

    @Override
    public L2tpStatistics statistics(int fd) {
        return figures;
    }

    @Override
    public int channel(int fd) {
        int result = call("channel number");
        return result < 0 ? result : 1000 + fd;
    }

    @Override
    public int openPpp() {
        return make("open /dev/ppp", "ppp");
    }

    @Override
    public int attachChannel(int fd, int channel) {
        int result = call("attach");
        if (result == 0) {
            open.put(fd, "channel " + channel);
        }
        return result;
    }

    @Override
    public int createUnit(int fd) {
        int result = call("new unit");
        if (result < 0) {
            return result;
        }
        open.put(fd, "unit " + nextUnit);
        return nextUnit++;
    }

    @Override
    public int connectUnit(int channelFd, int unit) {
        return call("connect unit " + unit);
    }

    @Override
    public int setMru(int unitFd, int octets) {
        return call("mru " + octets);
    }

    @Override
    public int setPass(int unitFd, int protocol, boolean pass) {
        return call("pass 0x" + Integer.toHexString(protocol) + " " + pass);
    }

    @Override
    public int setChannelFlags(int channelFd, int flags) {
        return call("flags " + flags);
    }

    @Override
    public int bridge(int channelFd, int otherChannel) {
        return call("bridge to " + otherChannel);
    }

    @Override
    public long idleNs(int unitFd) {
        return idleNs;
    }

    @Override
    public int deviceIndex(String name) {
        return deviceIndex(-1, name);
    }

    @Override
    public int deviceIndex(int socket, String name) {
        int result = call("index of " + name);
        return result < 0 ? result : 500 + Integer.parseInt(name.substring(3));
    }

    @Override
    public int read(int fd, ByteBuffer direct) {
        byte[] frame = toRead.getOrDefault(fd, new ArrayDeque<>()).poll();
        if (frame == null) {
            return readResult.getOrDefault(fd, -Errno.EAGAIN);
        }
        if (frame.length > direct.remaining()) {
            return -Errno.EOVERFLOW;
        }
        direct.put(direct.position(), frame);
        return frame.length;
    }

    @Override
    public int write(int fd, ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("a buffer that the kernel cannot read");
        }
        byte[] frame = new byte[direct.remaining()];
        direct.get(direct.position(), frame);
        written.computeIfAbsent(fd, key -> new ArrayList<>()).add(frame);
        return frame.length;
    }

    @Override
    public int close(int fd) {
        free("close " + open.get(fd));
        String kind = open.remove(fd);
        if (kind == null) {
            throw new IllegalStateException("closed twice: " + fd);
        }
        if (kind.startsWith("unit ")) {
            int index = 500 + Integer.parseInt(kind.substring(5));
            network.remove("up " + index);
            limits.removeIf(limit -> limit.contains(" " + index));
        }
        return 0;
    }

    @Override
    public RouterSocket openRouterSocket() throws SystemCallException {
        int fd = make("router socket", "router socket");
        if (fd < 0) {
            throw new SystemCallException("packet socket", -fd);
        }
        return new RouterSocket() {
            @Override
            public int fd() {
                return fd;
            }

            @Override
            public int receive(ByteBuffer direct) {
                byte[] packet = routerPackets.poll();
                if (packet == null) {
                    return -Errno.EAGAIN;
                }
                direct.put(direct.position(), packet);
                return packet.length;
            }

            @Override
            public int deviceIndex() {
                return routerDevice;
            }

            @Override
            public void close() {
                RecordingKernel.this.close(fd);
            }
        };
    }

    @Override
    public boolean hasTunnel(int localTunnel) {
        return foreignTunnels.contains(localTunnel);
    }

    @Override
    public void deleteTunnel(int localTunnel) {
        free("delete tunnel " + localTunnel);
    }

    @Override
    public void begin() {
        problem = null;
    }

    private void change(String what, Runnable made) {
        int result = call(what);
        if (result == 0) {
            made.run();
        } else if (problem == null) {
            problem = what + ": " + Errno.describe(-result);
        }
    }

    @Override
    public void linkUp(int index, int mtu) {
        change("up " + index + " mtu " + mtu, () -> network.add("up " + index));
    }

    @Override
    public void linkDown(int index) {
        free("down " + index);
        network.remove("up " + index);
    }

    @Override
    public void linkSettings(int index, String name, int mtu, int group) {
        change("link " + index + " " + name + " mtu " + mtu + " group " + group, () -> {});
    }

    @Override
    public String deviceName(int index) {
        return call("name of " + index) < 0 ? null : "wanted" + index;
    }

    @Override
    public void noAddressGeneration(int index) {
        change("no generated address " + index, () -> {});
    }

    @Override
    public boolean takeNoDefaultRoute(String device) {
        return call("no default route by " + device) == 0;
    }

    @Override
    public boolean refuseAdvertisements(String device) {
        return call("no advertisements on " + device) == 0;
    }

    @Override
    public boolean checkSources(String device) {
        return call("check sources of " + device) == 0;
    }

    @Override
    public void addAddress(int index, IpAddress local, IpAddress peer, int length) {
        String address = "address " + index + " " + local + "/" + length;
        change(address, () -> network.add(address));
    }

    @Override
    public void removeAddress(int index, IpAddress local, IpAddress peer, int length) {
        remove("address " + index + " " + local + "/" + length);
    }

    @Override
    public void addRoute(int index, IpPrefix prefix, IpAddress source, int mtu, boolean replace) {
        String route = "route " + index + " " + prefix;
        change(route, () -> network.add(route));
    }

    @Override
    public void removeRoute(int index, IpPrefix prefix) {
        remove("route " + index + " " + prefix);
    }

    @Override
    public void shape(int index, long octetsPerSecond, int burst) {
        change("shape " + index + " to " + octetsPerSecond, () -> limit(index, "tx", octetsPerSecond));
    }

    @Override
    public void unshape(int index) {
        change("unshape " + index, () -> limit(index, "tx", 0));
    }

    @Override
    public void openIngress(int index) {
        change("ingress " + index, () -> limits.add("ingress " + index));
    }

    @Override
    public void police(int index, long octetsPerSecond, int burst) {
        change("police " + index + " to " + octetsPerSecond, () -> limit(index, "rx", octetsPerSecond));
    }

    @Override
    public void closeIngress(int index) {
        change("no ingress " + index, () -> {
            limit(index, "rx", 0);
            limits.remove("ingress " + index);
        });
    }

    private void limit(int index, String way, long octetsPerSecond) {
        limits.removeIf(limit -> limit.startsWith(way + " " + index + " "));
        if (octetsPerSecond > 0) {
            limits.add(way + " " + index + " " + octetsPerSecond);
        }
    }

    @Override
    public Hop hopTo(IpAddress address) {
        return hop;
    }

    @Override
    public void addHostRoute(Hop to) {
        change("pin " + to.address(), () -> network.add("pin " + to.address()));
    }

    @Override
    public void removeHostRoute(Hop to) {
        remove("pin " + to.address());
    }

    private void remove(String what) {
        free("remove " + what);
        network.remove(what);
    }

    @Override
    public String commit() {
        return problem;
    }

    @Override
    public void close() {}
}
