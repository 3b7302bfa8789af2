package org.jl2tpd.bench.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DecodedMessage;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.Secret;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Control messages to octets and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MessageBench {
    private final Chance random = new Chance();
    private final Secret secret = Secret.of("secret");
    private final ControlMessage icrq = ControlMessage.of(MessageType.ICRQ)
            .u16(AvpType.ASSIGNED_SESSION_ID, 7)
            .u32(AvpType.CALL_SERIAL_NUMBER, 1)
            .text(AvpType.CALLED_NUMBER, "5551234")
            .text(AvpType.CALLING_NUMBER, "5554321")
            .build();
    private final ByteBuffer out = ByteBuffer.allocateDirect(1500);
    private final ByteBuffer plain = encoded(null);
    private final ByteBuffer hidden = encoded(secret);
    private final L2tpHeader header = new L2tpHeader();

    private ByteBuffer encoded(Secret hide) {
        ByteBuffer message = ByteBuffer.allocateDirect(1500);
        message.position(L2tpHeader.CONTROL_LENGTH);
        MessageCodec.encode(icrq, hide, random, message);
        message.flip();
        L2tpHeader.encodeControl(message, 0, message.limit(), 1, 0, 2, 3);
        return message;
    }

    @Benchmark
    public ByteBuffer encodeIcrq() {
        out.clear();
        MessageCodec.encode(icrq, null, random, out);
        return out;
    }

    @Benchmark
    public DecodedMessage decodeIcrq() {
        header.decode(plain);
        return MessageCodec.decode(plain, header.payloadStart, header.payloadEnd, null);
    }

    @Benchmark
    public DecodedMessage decodeHiddenIcrq() {
        header.decode(hidden);
        return MessageCodec.decode(hidden, header.payloadStart, header.payloadEnd, secret);
    }
}
