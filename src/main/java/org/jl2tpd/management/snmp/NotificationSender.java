package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.SnmpTarget;
import org.jl2tpd.profile.ManagementDefinition.SnmpUser;
import org.jl2tpd.profile.SnmpAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Session;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/** Sends notifications to the targets of the configuration, from a thread of its own. */
final class NotificationSender implements SnmpContext.Notifier, AutoCloseable {
    /** Notifications that the throttle has let go and that wait to be sent; more are held back by it. */
    static final int QUEUE_LIMIT = 1_000;

    /** Informs that may wait for their acknowledgement; more are counted as suppressed. */
    static final int INFORM_LIMIT = 256;

    /** How often the thread looks for what is no longer held back. */
    private static final long RELEASE_MS = 100;

    /** How long the last notifications may take, and then the thread's end. */
    private static final long CLOSE_WAIT_MS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(NotificationSender.class);

    private final OctetString engineId;
    private final long startedNs;
    private final Snmp session;
    private final List<Receiver> receivers = new ArrayList<>();
    private final Throttle<List<VariableBinding>> throttle;
    private final ArrayBlockingQueue<List<VariableBinding>> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final Semaphore informs = new Semaphore(INFORM_LIMIT);
    private final AtomicLong informsSuppressed = new AtomicLong();
    private final AtomicLong unacknowledged = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    private record Receiver(String name, Target<UdpAddress> target, boolean inform) {}

    private NotificationSender(
            ManagementDefinition management, EngineIdentity identity, EngineCounters counters, long startedNs)
            throws IOException {
        this.engineId = identity.id();
        this.startedNs = startedNs;
        this.throttle =
                new Throttle<>(management.snmp().get(SnmpAttributes.NOTIFICATIONS_PER_SECOND), System.nanoTime());
        for (SnmpTarget target : management.snmpTargets()) {
            receivers.add(new Receiver(target.name(), target(target, management), target.inform()));
        }
        SnmpEngine engine = SnmpEngine.sending(identity, management.snmpUsers(), counters);
        this.session = new Snmp(engine.dispatcher(), AgentSocket.forSending());
        this.thread = new Thread(this::run, "snmp-notify");
        thread.setDaemon(true);
    }

    static NotificationSender start(
            ManagementDefinition management, EngineIdentity identity, EngineCounters counters, long startedNs)
            throws IOException {
        var made = new NotificationSender(management, identity, counters, startedNs);
        made.session.listen();
        made.thread.start();
        return made;
    }

    private Target<UdpAddress> target(SnmpTarget wanted, ManagementDefinition management) throws IOException {
        Target<UdpAddress> target =
                wanted.user() == null ? communityTarget(wanted, management) : userTarget(wanted, management);
        target.setAddress(new UdpAddress(InetAddress.getByName(wanted.address()), wanted.port()));
        target.setTimeout(wanted.timeoutMs());
        target.setRetries(wanted.retries());
        target.setMaxSizeRequestPDU(AgentSocket.MESSAGE_LIMIT);
        return target;
    }

    private Target<UdpAddress> userTarget(SnmpTarget wanted, ManagementDefinition management) throws IOException {
        SnmpUser user = management.snmpUsers().stream()
                .filter(u -> u.name().equals(wanted.user()))
                .findFirst()
                .orElseThrow(() -> new IOException("SNMP target " + wanted.name() + " names no SNMP user"));
        var target = new UserTarget<UdpAddress>();
        target.setVersion(SnmpConstants.version3);
        target.setSecurityName(new OctetString(user.name()));
        target.setSecurityLevel(user.privPassword() == null ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.AUTH_PRIV);
        if (!wanted.inform()) {
            target.setAuthoritativeEngineID(engineId.getValue());
        }
        return target;
    }

    private static Target<UdpAddress> communityTarget(SnmpTarget wanted, ManagementDefinition management)
            throws IOException {
        byte[] community = management.snmpCommunities().stream()
                .filter(c -> c.name().equals(wanted.community()))
                .findFirst()
                .orElseThrow(() -> new IOException("SNMP target " + wanted.name() + " names no SNMP community"))
                .community()
                .octets();
        var target = new CommunityTarget<UdpAddress>();
        target.setVersion(SnmpConstants.version2c);
        target.setCommunity(new OctetString(community));
        return target;
    }

    @Override
    public void send(OID notification, OctetString source, VariableBinding... objects) {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        var varbinds = new ArrayList<VariableBinding>();
        long ticks = Math.max(0, now - startedNs) / 10_000_000L & 0xffffffffL;
        varbinds.add(new VariableBinding(Oids.SYS_UP_TIME, new TimeTicks(ticks)));
        varbinds.add(new VariableBinding(Oids.SNMP_TRAP_OID, notification));
        varbinds.addAll(List.of(objects));
        synchronized (throttle) {
            release(now);
            if (throttle.offer(notification, source, varbinds, queue.remainingCapacity() > 0, now)) {
                queue.add(varbinds);
            }
        }
    }

    /** What was held back goes to the queue, as far as it may by now. */
    private void release(long nowNs) {
        synchronized (throttle) {
            while (queue.remainingCapacity() > 0) {
                List<VariableBinding> varbinds = throttle.poll(nowNs);
                if (varbinds == null) {
                    return;
                }
                queue.add(varbinds);
            }
        }
    }

    @Override
    public long suppressed() {
        synchronized (throttle) {
            return informsSuppressed.get() + throttle.suppressed();
        }
    }

    @Override
    public long unacknowledged() {
        return unacknowledged.get();
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                List<VariableBinding> varbinds = queue.poll(RELEASE_MS, TimeUnit.MILLISECONDS);
                if (varbinds != null) {
                    receivers.forEach(receiver -> send(receiver, varbinds));
                }
                release(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // Closed, and what waits takes too long.
        }
    }

    private void send(Receiver receiver, List<VariableBinding> varbinds) {
        boolean v3 = receiver.target().getVersion() == SnmpConstants.version3;
        PDU pdu = v3 ? new ScopedPDU() : new PDU();
        pdu.setType(receiver.inform() ? PDU.INFORM : PDU.NOTIFICATION);
        pdu.addAll(varbinds);
        if (v3 && !receiver.inform()) {
            ((ScopedPDU) pdu).setContextEngineID(engineId);
        }
        try {
            if (!receiver.inform()) {
                session.send(pdu, receiver.target());
            } else if (informs.tryAcquire()) {
                inform(receiver, pdu);
            } else {
                informsSuppressed.incrementAndGet();
            }
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("target", receiver.name())
                    .addKeyValue("reason", e.getMessage())
                    .log("snmp_notification_not_sent");
        }
    }

    private void inform(Receiver receiver, PDU pdu) throws IOException {
        var listener = new Acknowledgement(receiver);
        try {
            session.send(pdu, receiver.target(), null, listener);
        } catch (IOException | RuntimeException e) {
            informs.release();
            throw e;
        }
    }

    /** The receiver may have got another engine id; it is asked for it before the next inform. */
    private void forgetEngine(Target<UdpAddress> target) {
        if (target instanceof UserTarget<UdpAddress> user) {
            user.setAuthoritativeEngineID(new byte[0]);
            ((MPv3) session.getMessageProcessingModel(MPv3.ID)).removeEngineID(target.getAddress());
        }
    }

    private final class Acknowledgement implements ResponseListener {
        private final Receiver receiver;
        private boolean done;

        Acknowledgement(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public synchronized <A extends Address> void onResponse(ResponseEvent<A> event) {
            ((Session) event.getSource()).cancel(event.getRequest(), this);
            if (done) {
                return;
            }
            done = true;
            informs.release();
            PDU response = event.getResponse();
            if (!closed && (response == null || response.getType() == PDU.REPORT)) {
                unacknowledged.incrementAndGet();
                forgetEngine(receiver.target());
                LOG.atWarn().addKeyValue("target", receiver.name()).log("snmp_inform_not_acknowledged");
            }
        }
    }

    /** What waits is still sent, as far as that takes no longer than {@link #CLOSE_WAIT_MS}. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join(CLOSE_WAIT_MS);
            thread.interrupt();
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        session.close();
    }
}
