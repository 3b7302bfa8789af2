package org.jl2tpd.control;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.L2tpHeader;

/**
 * The reliable delivery of control messages (RFC 2661 5.8, appendix A; checklist section 7): numbers, window, slow start,
 * retransmission, in-order receipt, acknowledgements. It knows nothing of what messages say. A queued message is one array
 * with its header; Ns and Nr are written by the {@link Output} at each transmission (L2TP-5.8-07).
 *
 * <p>A retransmission time-out sends only the oldest unacknowledged message again and sets the congestion window to one
 * (appendix A); what was sent after it counts as lost and goes again as acknowledgements open the window, because many
 * peers drop what arrives out of order. Beyond the RFC, ZLBs that repeat an acknowledgement (three, or one less than are in flight) make
 * the oldest message go again at once, and so does each acknowledgement that then covers a part of what was in flight (as RFC 6582
 * has it for TCP); the timer and its back-off are not touched by that.
 */
final class ReliableChannel {
    /** Messages waiting or unacknowledged at which new calls are refused. */
    static final int MAX_QUEUED = 16_384;
    /** Messages waiting at which nothing new is taken from the peer until it acknowledges: room for our answers. */
    static final int MAX_QUEUED_WITH_ANSWERS = MAX_QUEUED + 4_096;
    /** The peer's window when it names none (L2TP-4.4.3-07). */
    static final int DEFAULT_WINDOW = 4;
    /** The largest window used, ours or the peer's. */
    static final int MAX_WINDOW = 1_024;
    /** Messages that arrived early and are held before the peer is proven by an established tunnel. */
    static final int UNPROVEN_HOLD = 4;
    /** The largest early message that is held; a larger one has to come again. */
    static final int MAX_HELD_OCTETS = 4_096;
    /** Smallest permitted limit of the back-off (L2TP-5.8-08). */
    static final long MIN_RETRANSMIT_CAP_NS = 8_000_000_000L;
    /** An acknowledgement is not delayed once so many messages wait for it. */
    private static final int ACK_AT_ONCE = 2;
    /** Repeated acknowledgements that make the oldest message go again. */
    private static final int DUPLICATE_ACKS = 3;

    private static final int UNLIMITED = -1;
    private static final long NEVER = Long.MAX_VALUE;
    private static final byte[][] NOTHING = {};

    /** Where datagrams and observations of the channel go. */
    interface Output {
        /** Sends a queued message with these numbers. */
        void transmit(byte[] message, int ns, int nr, boolean again);

        /** Sends an acknowledgement without a message. */
        void transmitZlb(int ns, int nr);

        /** Counts, for the system and the tunnel. */
        void count(ControlCounter counter);
    }

    /** What a received datagram was. */
    enum Receipt {
        /** Only an acknowledgement. */
        ZLB,
        /** The next message: the caller processes it, then asks {@link #pollHeld} until null. */
        NEXT,
        DUPLICATE,
        /** Arrived before its turn and was kept. */
        HELD,
        DROPPED
    }

    private final Output output;
    private long initialNs;
    private long capNs;
    private final long ackDelayNs;
    private short maxRetransmissions;
    private final short ownWindow;

    private byte[][] queue = NOTHING;
    private int head;
    private int count;
    /** Of the queue, how many were ever transmitted. */
    private short sent;
    /** Of the queue, how many are in flight: fewer than {@link #sent} after a time-out. */
    private short cursor;
    /** Ns of the queue's head: the oldest that is not acknowledged. */
    private char firstNs;
    /** Ns that is expected next of the peer. */
    private char nr;

    private short window = DEFAULT_WINDOW;
    private short congestionWindow = 1;
    private short slowStartThreshold = DEFAULT_WINDOW;
    private short acksSinceGrowth;
    private short duplicateAcks;
    /** Whether repeated acknowledgements made a message go again and {@link #recoverNs} is not acknowledged yet. */
    private boolean recovering;
    /** The Ns after the last message in flight when a loss was noticed. */
    private char recoverNs;

    private short retransmissions;
    private short owedAcks;
    private boolean established;
    private boolean receiveClosed;
    private boolean closing;
    /** Datagrams with messages that may still be sent to an unproven peer; {@link #UNLIMITED} to others. */
    private int transmissionsLeft = UNLIMITED;

    private long intervalNs;
    private long retransmitDeadlineNs = NEVER;
    private long ackDeadlineNs = NEVER;
    private byte[][] held;

    ReliableChannel(TunnelParameters parameters, Output output) {
        this.output = output;
        ackDelayNs = parameters.ackDelayNs();
        ownWindow = (short) clampWindow(parameters.receiveWindow());
        time(parameters);
        intervalNs = initialNs;
    }

    /** Takes over the times of retransmissions; what is in flight keeps the interval that runs. */
    void time(TunnelParameters parameters) {
        initialNs = parameters.retransmitInitialNs();
        capNs = Math.max(parameters.retransmitCapNs(), MIN_RETRANSMIT_CAP_NS);
        maxRetransmissions = (short) Math.min(parameters.maxRetransmissions(), Short.MAX_VALUE);
        if (cursor == 0) {
            intervalNs = initialNs;
        }
    }

    private static int clampWindow(int window) {
        return Math.max(1, Math.min(window, MAX_WINDOW));
    }

    /**
     * Sets what the peer's Receive Window Size, limited by our own setting, permits. 0 counts as 1 (peers B6).
     */
    void setPeerWindow(int peerWindow, int ownLimit) {
        window = (short) clampWindow(Math.min(peerWindow, ownLimit));
        slowStartThreshold = window;
        congestionWindow = (short) Math.min(congestionWindow, window);
    }

    /** The first message (SCCRQ, Ns 0) was taken outside of the channel. */
    void acceptFirst(long nowNs) {
        nr = 1;
        oweAck(nowNs);
    }

    /** Limits how many datagrams with messages may be sent until {@link #proven}; retransmissions beyond are only counted down. */
    void setUnproven(int transmissions) {
        transmissionsLeft = transmissions;
    }

    /** The peer has shown that it receives what we send. */
    void proven() {
        transmissionsLeft = UNLIMITED;
    }

    /** The tunnel is established: early messages are held up to our whole window. */
    void established() {
        established = true;
    }

    /** Queues a message: a 12-octet header, whose numbers are not set, and AVPs. {@link #flush} sends it. */
    void enqueue(byte[] message) {
        if (count == queue.length) {
            growQueue();
        }
        queue[(head + count++) & (queue.length - 1)] = message;
    }

    /** Before our last messages are queued: what was never sent is dropped, and the congestion window does not delay what follows. */
    void prepareClose() {
        if (closing) {
            return;
        }
        while (count > sent) {
            queue[(head + --count) & (queue.length - 1)] = null;
        }
        closing = true;
        held = null;
    }

    /** The peer's StopCCN was received: nothing more is sent but acknowledgements, nothing new is taken (RFC 2661 5.7). */
    void stop(long nowNs) {
        firstNs = (char) (firstNs + sent);
        queue = NOTHING;
        head = 0;
        count = 0;
        sent = 0;
        cursor = 0;
        retransmitDeadlineNs = NEVER;
        held = null;
        receiveClosed = true;
        ackDeadlineNs = nowNs;
    }

    /** How many messages more the peer's window takes at once. */
    int room() {
        return Math.max(0, window - count);
    }

    boolean isFull() {
        return count >= MAX_QUEUED;
    }

    /** Whether everything was acknowledged. */
    boolean isEmpty() {
        return count == 0;
    }

    int unacknowledged() {
        return sent;
    }

    /**
     * Takes a datagram's numbers, always Nr first (peers B31). Only for {@link Receipt#NEXT} does the caller process the message.
     */
    Receipt onReceive(long nowNs, L2tpHeader header, ByteBuffer datagram) {
        boolean zlb = header.payloadLength() == 0;
        onAcknowledgement(nowNs, header.nr, zlb);
        if (zlb) {
            return Receipt.ZLB;
        }
        int distance = Sequence.difference(header.ns, nr);
        if (distance < 0) {
            return duplicate(nowNs);
        }
        if (distance == 0) {
            return next(nowNs);
        }
        return early(nowNs, distance, header, datagram);
    }

    private Receipt next(long nowNs) {
        if (receiveClosed || count >= MAX_QUEUED_WITH_ANSWERS) {
            return Receipt.DROPPED;
        }
        nr++;
        oweAck(nowNs);
        return Receipt.NEXT;
    }

    private Receipt duplicate(long nowNs) {
        output.count(ControlCounter.DUPLICATES);
        ackDeadlineNs = nowNs;
        return Receipt.DUPLICATE;
    }

    private Receipt early(long nowNs, int distance, L2tpHeader header, ByteBuffer datagram) {
        if (distance >= ownWindow) {
            output.count(ControlCounter.OUT_OF_WINDOW);
            return Receipt.DROPPED;
        }
        output.count(ControlCounter.OUT_OF_SEQUENCE);
        ackDeadlineNs = nowNs;
        boolean tooMuch = header.payloadLength() > MAX_HELD_OCTETS || !established && distance > UNPROVEN_HOLD;
        if (tooMuch || receiveClosed || closing) {
            return Receipt.DROPPED;
        }
        return hold(header, datagram);
    }

    private Receipt hold(L2tpHeader header, ByteBuffer datagram) {
        if (held == null) {
            held = new byte[Integer.highestOneBit(Math.max(1, 2 * ownWindow - 1))][];
        }
        int slot = header.ns & (held.length - 1);
        if (held[slot] != null) {
            output.count(ControlCounter.DUPLICATES);
            return Receipt.DUPLICATE;
        }
        byte[] copy = new byte[2 + header.payloadLength()];
        copy[0] = (byte) (header.sessionId >>> 8);
        copy[1] = (byte) header.sessionId;
        datagram.get(header.payloadStart, copy, 2, header.payloadLength());
        held[slot] = copy;
        return Receipt.HELD;
    }

    /** The held message whose turn it is (its session id in two octets, then its AVPs), null when there is none. */
    byte[] pollHeld(long nowNs) {
        if (held == null || count >= MAX_QUEUED_WITH_ANSWERS) {
            return null;
        }
        int slot = nr & (held.length - 1);
        byte[] message = held[slot];
        if (message != null) {
            held[slot] = null;
            nr++;
            oweAck(nowNs);
        }
        return message;
    }

    private void oweAck(long nowNs) {
        if (++owedAcks >= ACK_AT_ONCE) {
            ackDeadlineNs = nowNs;
        } else {
            ackDeadlineNs = Math.min(ackDeadlineNs, nowNs + ackDelayNs);
        }
    }

    /** An acknowledgement is due now. */
    void ackAtOnce(long nowNs) {
        ackDeadlineNs = nowNs;
    }

    private void onAcknowledgement(long nowNs, int acknowledged, boolean zlb) {
        int news = (acknowledged - firstNs) & 0xffff;
        if (news > sent) {
            if (Sequence.difference(acknowledged, firstNs) > 0) {
                output.count(ControlCounter.BOGUS_ACKNOWLEDGEMENTS);
            }
            return;
        }
        if (news > 0) {
            release(news);
            growCongestionWindow();
            retransmissions = 0;
            duplicateAcks = 0;
            intervalNs = initialNs;
            retransmitDeadlineNs = cursor > 0 ? nowNs + intervalNs : NEVER;
            onPartialAcknowledgement();
        } else if (zlb && cursor > 1) {
            onRepeatedAcknowledgement();
        }
    }

    private void release(int news) {
        for (int i = 0; i < news; i++) {
            queue[head] = null;
            head = (head + 1) & (queue.length - 1);
        }
        count -= news;
        sent = (short) (sent - news);
        cursor = (short) Math.max(0, cursor - news);
        firstNs = (char) (firstNs + news);
        if (count == 0) {
            queue = NOTHING;
            head = 0;
        }
    }

    /** Appendix A: by one for each acknowledgement below the threshold, else by one for a whole window (L2TP-A-01). */
    private void growCongestionWindow() {
        if (congestionWindow >= window) {
            return;
        }
        if (congestionWindow < slowStartThreshold) {
            congestionWindow++;
        } else if (++acksSinceGrowth >= congestionWindow) {
            congestionWindow++;
            acksSinceGrowth = 0;
        }
    }

    private void onRepeatedAcknowledgement() {
        if (recovering || ++duplicateAcks < Math.min(DUPLICATE_ACKS, cursor - 1)) {
            return;
        }
        recovering = true;
        recoverNs = (char) (firstNs + sent);
        slowStartThreshold = (short) Math.max(1, congestionWindow / 2);
        congestionWindow = slowStartThreshold;
        acksSinceGrowth = 0;
        transmit(0);
    }

    /** While recovering, an acknowledgement of less than was in flight shows the next loss. */
    private void onPartialAcknowledgement() {
        if (recovering && Sequence.difference(recoverNs, firstNs) > 0 && cursor > 0) {
            transmit(0);
        } else {
            recovering = false;
        }
    }

    /** When {@link #onTimeout} is wanted. */
    long deadlineNs() {
        return Math.min(retransmitDeadlineNs, ackDeadlineNs);
    }

    /**
     * Retransmits what is due; the caller then calls {@link #flush}, which sends a due acknowledgement.
     *
     * @return false when the peer is given up (L2TP-5.8-09)
     */
    boolean onTimeout(long nowNs) {
        if (retransmitDeadlineNs > nowNs || cursor == 0) {
            return true;
        }
        if (retransmissions >= maxRetransmissions) {
            retransmitDeadlineNs = NEVER;
            return false;
        }
        retransmissions++;
        slowStartThreshold = (short) Math.max(1, congestionWindow / 2);
        congestionWindow = 1;
        acksSinceGrowth = 0;
        duplicateAcks = 0;
        recovering = false;
        intervalNs = Math.min(2 * intervalNs, capNs);
        retransmitDeadlineNs = nowNs + intervalNs;
        cursor = 1;
        transmit(0);
        return true;
    }

    /** Sends the oldest unacknowledged message again, outside of the timer; false when there is none. */
    boolean resendOldest() {
        if (sent == 0 || transmissionsLeft == 0) {
            return false;
        }
        transmit(0);
        return true;
    }

    /** Sends what the windows permit, then an acknowledgement if one is still due (L2TP-5.8-15). */
    void flush(long nowNs) {
        int limit = Math.min(count, closing ? window : Math.min(window, congestionWindow));
        while (cursor < limit) {
            transmit(cursor++);
            if (retransmitDeadlineNs == NEVER) {
                retransmitDeadlineNs = nowNs + intervalNs;
            }
        }
        if (ackDeadlineNs <= nowNs) {
            acknowledged();
            output.transmitZlb((firstNs + sent) & 0xffff, nr);
        }
    }

    private void transmit(int index) {
        boolean again = index < sent;
        if (!again) {
            sent = (short) (index + 1);
        }
        if (transmissionsLeft == 0) {
            return;
        }
        if (transmissionsLeft != UNLIMITED) {
            transmissionsLeft--;
        }
        if (again) {
            output.count(ControlCounter.RETRANSMISSIONS);
        }
        acknowledged();
        output.transmit(queue[(head + index) & (queue.length - 1)], (firstNs + index) & 0xffff, nr, again);
    }

    private void acknowledged() {
        owedAcks = 0;
        ackDeadlineNs = NEVER;
    }

    private void growQueue() {
        byte[][] more = new byte[Math.max(4, queue.length * 2)][];
        for (int i = 0; i < count; i++) {
            more[i] = queue[(head + i) & (queue.length - 1)];
        }
        queue = more;
        head = 0;
    }

    Tunnel.ChannelStatus status() {
        return new Tunnel.ChannelStatus(
                (firstNs + sent) & 0xffff, nr, firstNs, congestionWindow, slowStartThreshold, window, count);
    }
}
