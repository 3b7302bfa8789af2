package org.jl2tpd.radius;

/**
 * A packet under way, which waits for its answer in a slot.
 *
 * @param authenticator of the request, which its answer proves
 */
record Attempt(Asker asker, int slot, byte[] packet, byte[] authenticator, long sentNs) {
    /** Who wants the answer. */
    interface Asker {
        Target target();

        /** Whether its answers are worth forging, so that they need Message-Authenticator where the server has it. */
        boolean needsProof();

        /** What an answer says of a server that was dead. */
        String news();

        /** An answer of the right server with a right authenticator; the server has been told already. */
        void answered(long nowNs, Attempt attempt, RadiusPacket packet);

        /** An answer that proves nothing; the real one may still come. */
        void faulty(PacketFault fault);
    }
}
