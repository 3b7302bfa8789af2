package org.jl2tpd.management.snmp;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.management.model.Inventory;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.agent.CommandProcessor;
import org.snmp4j.agent.mo.snmp.CoexistenceInfo;
import org.snmp4j.agent.request.SnmpRequest;
import org.snmp4j.event.CounterEvent;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Takes requests from the message dispatcher and answers them. The library's processor does contexts, views and sending; its own way of SET leaves a failed one half
 * applied, and its GETBULK measures the whole answer for each varbind, so that {@link Setter} and {@link Reader} stand in their place. SETs have a thread of their
 * own, since they wait for the engine; they never keep a GET waiting.
 */
final class CommandHandler extends CommandProcessor implements AutoCloseable {
    /** Threads that answer GETs. */
    static final int READERS = 2;

    /** Requests that may wait; more are dropped and counted (snmpSilentDrops). */
    static final int QUEUE_LIMIT = 256;

    /** Octets of an answer that the library's estimate of a message's security parameters may be short of. */
    private static final int MARGIN = 128;

    private static final long CLOSE_WAIT_MS = 2_000;

    private final ObjectTree tree;
    private final AccessControl access;
    private final EngineCounters counters;
    private final Inventory inventory;
    private final Runnable onAuthenticationFailure;
    private final ThreadPoolExecutor readers;
    private final ThreadPoolExecutor setters;
    private final Setter setter;
    private final Audit audit = new Audit(System.nanoTime());

    CommandHandler(
            OctetString engineId,
            ObjectTree tree,
            AccessControl access,
            EngineCounters counters,
            Inventory inventory,
            Runnable onAuthenticationFailure) {
        super(engineId);
        this.tree = tree;
        this.access = access;
        this.counters = counters;
        this.inventory = inventory;
        this.onAuthenticationFailure = onAuthenticationFailure;
        this.setter = new Setter(tree);
        this.readers = pool("snmp-get", READERS);
        this.setters = pool("snmp-set", 1);
        setVacm(access);
        addCounterListener(counters);
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE_LIMIT), task -> {
                    var thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        PDU pdu = event.getPDU();
        if (pdu == null || !isCommand(pdu.getType())) {
            return;
        }
        event.setProcessed(true);
        CoexistenceInfo who = who(event);
        if (who == null) {
            return;
        }
        try {
            (pdu.getType() == PDU.SET ? setters : readers).execute(() -> dispatchCommand(event, who));
        } catch (RejectedExecutionException e) {
            counters.count(SnmpConstants.snmpSilentDrops);
        }
    }

    private static boolean isCommand(int type) {
        return type == PDU.GET || type == PDU.GETNEXT || type == PDU.GETBULK || type == PDU.SET;
    }

    /** Null for a request that is not to be answered. */
    private CoexistenceInfo who(CommandResponderEvent<?> event) {
        OctetString shown = new OctetString(event.getSecurityName());
        if (event.getPDU() instanceof ScopedPDU scoped) {
            if (ownContextEngineIDs.contains(scoped.getContextEngineID())) {
                return new CoexistenceInfo(shown, scoped.getContextEngineID(), scoped.getContextName());
            }
            counters.count(SnmpConstants.snmpUnknownPDUHandlers);
            return null;
        }
        var source = (UdpAddress) event.getPeerAddress();
        OctetString name = access.securityName(shown.getValue(), source.getInetAddress());
        if (name == null) {
            counters.count(SnmpConstants.snmpInBadCommunityNames);
            onAuthenticationFailure.run();
            return null;
        }
        return new CoexistenceInfo(name, getContextEngineID(), new OctetString());
    }

    @Override
    protected <A extends Address> void dispatchCommand(CommandResponderEvent<A> event, CoexistenceInfo who) {
        if (isContextNotSupported(who.getContextName(), event)) {
            return;
        }
        PDU request = event.getPDU();
        PDU answer = (PDU) request.clone();
        answer.clear();
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(request.getRequestID());
        answer.setErrorStatus(PDU.noError);
        answer.setErrorIndex(0);
        OctetString viewName = getViewName(event, who, SnmpRequest.getViewType(request.getType()));
        if (viewName == null) {
            answer.addAll(request.getVariableBindings());
            answer.setErrorStatus(PDU.authorizationError);
            answer.setErrorIndex(request.size() == 0 ? 0 : 1);
        } else {
            // This may wait a moment, which the socket's thread must not.
            inventory.look();
            answer(event, answer, access.view(viewName));
        }
        if (request.getType() == PDU.SET) {
            // One thread alone answers SETs.
            audit.answered(
                    who.getSecurityName().toString(),
                    String.valueOf(event.getPeerAddress()),
                    request,
                    answer.getErrorStatus(),
                    System.nanoTime());
        }
        if (request instanceof PDUv1) {
            answer.setErrorStatus(SetErrors.forV1(answer.getErrorStatus()));
        }
        sendResponse(event, answer);
    }

    private void answer(CommandResponderEvent<?> event, PDU answer, View view) {
        PDU request = event.getPDU();
        if (request.getType() == PDU.SET) {
            setter.answer(request, view, answer);
            if (answer.getErrorStatus() == PDU.noError) {
                counters.countBy(EngineCounters.IN_TOTAL_SET_VARS, answer.size());
            }
            return;
        }
        int room = event.getMaxSizeResponsePDU() - answer.getBERLength() - MARGIN;
        new Reader(tree, view, request instanceof PDUv1).answer(request, answer, room);
        counters.countBy(EngineCounters.IN_TOTAL_REQ_VARS, answer.size());
    }

    @Override
    protected void fireIncrementCounter(CounterEvent event) {
        counters.incrementCounter(event);
    }

    @Override
    public void close() {
        readers.shutdownNow();
        setters.shutdownNow();
        try {
            readers.awaitTermination(CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
            setters.awaitTermination(CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
