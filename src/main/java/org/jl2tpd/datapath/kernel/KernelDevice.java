package org.jl2tpd.datapath.kernel;

import org.jl2tpd.datapath.DatapathCounter;
import org.jl2tpd.datapath.DeviceNetwork;
import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.engine.FrameDatapath.LinkOptions;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.PppChannel;
import org.jl2tpd.linux.PppUnit;
import org.jl2tpd.linux.SystemCallException;

/** A session's PPP unit and its network device. */
final class KernelDevice {
    /** How exact the kernel's idle time is. */
    private static final long IDLE_STEP_NS = 1_000_000_000L;

    private final KernelContext context;
    private final L2tpKernel kernel;
    private final KernelSession session;
    private final boolean named;
    /** When a packet passed that was not one of our own, as far as was asked. */
    private long activityNs;
    /** When we sent a packet of our own last. */
    private long ownPacketNs;

    private boolean hasOwnPacket;
    private int fd = -1;
    private int index;
    private String name;
    private boolean passesIpv4 = true;
    private boolean passesIpv6 = true;
    private FrameReader reader;
    private DeviceNetwork network;

    private KernelDevice(KernelContext context, KernelSession session, LinkOptions link) {
        this.context = context;
        this.kernel = context.kernel();
        this.session = session;
        this.named = !link.interfaceName().isEmpty();
        this.activityNs = context.sink().nowNs();
    }

    /** Makes the device, down and without addresses; leaves nothing when a call fails. */
    static KernelDevice open(KernelContext context, KernelSession session, int channelFd, LinkOptions link)
            throws SystemCallException {
        var device = new KernelDevice(context, session, link);
        try {
            device.create(channelFd);
            device.configure(channelFd, link);
            device.reader = FrameReader.start(context, session, device.fd);
            return device;
        } catch (SystemCallException e) {
            DescriptorCloser.closeNow(context.kernel(), device.fd);
            throw e;
        }
    }

    private void create(int channelFd) throws SystemCallException {
        fd = Calls.check("/dev/ppp", kernel.openPpp());
        int unit = Calls.check("PPPIOCNEWUNIT", kernel.createUnit(fd));
        Calls.check("PPPIOCCONNECT", kernel.connectUnit(channelFd, unit));
        name = PppUnit.deviceName(unit);
        index = Calls.check("index of " + name, kernel.deviceIndex(session.socket(), name));
    }

    /** A problem with the device's settings begins with the device, as this one's words do. */
    static String withoutSubject(String problem, String subject) {
        boolean begins = problem != null && problem.startsWith(subject + ": ");
        return begins ? problem.substring(subject.length() + 2) : problem;
    }

    private void configure(int channelFd, LinkOptions link) throws SystemCallException {
        NetworkKernel changes = context.network();
        changes.begin();
        boolean checked = !link.client() && context.checksSources();
        int group = PacketRules.group(link.clampMss(), checked);
        changes.linkSettings(index, link.interfaceName(), link.mtu(), group);
        String refused = withoutSubject(changes.commit(), named ? link.interfaceName() : "device");
        Calls.check("device " + (named ? link.interfaceName() : name), refused);
        if (named) {
            String given = changes.deviceName(index);
            Calls.check("device " + link.interfaceName(), given == null ? "it is gone" : null);
            name = given;
        }
        if (checked && !changes.checkSources(name)) {
            context.counters().add(DatapathCounter.SOURCE_CHECK_MISSING);
        }
        Calls.check("PPPIOCSMRU", kernel.setMru(fd, link.mru()));
        setFlags(channelFd, link);
        network = context.devices().of(index, name, link.mtu());
    }

    /** The L2TP driver's channels know no flags: their frames are always whole, which every peer takes. */
    private void setFlags(int channelFd, LinkOptions link) throws SystemCallException {
        int flags = (link.compressProtocol() ? PppChannel.SC_COMP_PROT : 0)
                | (link.compressAddress() ? PppChannel.SC_COMP_AC : 0);
        int result = flags == 0 ? 0 : kernel.setChannelFlags(channelFd, flags);
        if (result != -Errno.ENOTTY) {
            Calls.check("PPPIOCSFLAGS", result);
        }
    }

    /** Gives it the network, or changes that; null, or what failed: it is down and bare then. */
    String apply(SessionNetwork wanted) {
        try {
            setPasses(wanted);
            Calls.check("addresses and routes of " + name, network.apply(wanted));
        } catch (SystemCallException e) {
            takeDown();
            return e.getMessage();
        }
        if (!wanted.client() && wanted.localInterfaceId() != 0) {
            context.routerPackets().serve(index, session);
        } else {
            context.routerPackets().forget(index);
        }
        return null;
    }

    /** A new unit lets both protocols pass. */
    private void setPasses(SessionNetwork wanted) throws SystemCallException {
        boolean ipv4 = wanted.localIpv4() != null;
        boolean ipv6 = wanted.localInterfaceId() != 0;
        if (ipv4 != passesIpv4) {
            Calls.check("PPPIOCSNPMODE", kernel.setPass(fd, PppUnit.PPP_IP, ipv4));
            passesIpv4 = ipv4;
        }
        if (ipv6 != passesIpv6) {
            Calls.check("PPPIOCSNPMODE", kernel.setPass(fd, PppUnit.PPP_IPV6, ipv6));
            passesIpv6 = ipv6;
        }
    }

    /** Takes its network away, and the device down. */
    void takeDown() {
        context.routerPackets().forget(index);
        network.takeDown();
    }

    /** Takes its network away and reads no more; the device goes when the caller closes {@link #fd}. */
    void retire() {
        context.routerPackets().forget(index);
        reader.stop();
        network.remove();
    }

    /** The unit's descriptor. */
    int fd() {
        return fd;
    }

    String name() {
        return name;
    }

    int index() {
        return index;
    }

    /** Whether its name was wanted. */
    boolean isNamed() {
        return named;
    }

    /** A packet of our own leaves, as Router Advertisements do: it counts for the kernel's idle time, not for ours. */
    void sendsOwnPacket() {
        idleNs();
        ownPacketNs = context.sink().nowNs();
        hasOwnPacket = true;
    }

    /** Nanoseconds since the last packet that was not our own, or since it was made; -1 when unknown. */
    long idleNs() {
        long idleNs = kernel.idleNs(fd);
        if (idleNs < 0) {
            return -1;
        }
        long nowNs = context.sink().nowNs();
        long lastNs = nowNs - idleNs;
        boolean own = hasOwnPacket && lastNs - ownPacketNs <= IDLE_STEP_NS;
        if (!own && lastNs - activityNs > 0) {
            activityNs = lastNs;
        }
        return nowNs - activityNs;
    }
}
