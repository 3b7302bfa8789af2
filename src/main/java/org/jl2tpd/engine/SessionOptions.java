package org.jl2tpd.engine;

/**
 * How a session's data messages are numbered, as the kernel's L2TP driver knows it (linux/if_pppol2tp.h).
 *
 * @param lns whether we decide on sequence numbers (PPPOL2TP_SO_LNSMODE)
 * @param sendSequence whether our data messages carry sequence numbers (PPPOL2TP_SO_SENDSEQ)
 * @param requireSequence whether data messages without them are dropped (PPPOL2TP_SO_RECVSEQ)
 * @param reorderTimeoutMs how long an early data message waits for the missing ones, 0 for not at all (PPPOL2TP_SO_REORDERTO)
 * @param ownPpp whether frames of PPP's control protocols come to us; otherwise a pppd will have the session
 * @param debugMask the driver's debug bits: 1 verbose, 2 control, 4 sequence, 8 data (PPPOL2TP_SO_DEBUG)
 */
public record SessionOptions(
        boolean lns,
        boolean sendSequence,
        boolean requireSequence,
        int reorderTimeoutMs,
        boolean ownPpp,
        int debugMask) {}
