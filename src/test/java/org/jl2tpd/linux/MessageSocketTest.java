package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages and descriptors between the two ends of a real pair. */
class MessageSocketTest {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    private MessageSocket one;
    private MessageSocket other;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        MessageSocket[] pair = MessageSocket.pair();
        one = pair[0];
        other = pair[1];
    }

    @AfterEach
    void close() {
        if (one != null) {
            one.close();
            other.close();
        }
    }

    private static ByteBuffer direct(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(octets.length).put(octets).flip();
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    @Test
    void keepsTheBoundsOfMessages() {
        assertThat(one.send(direct("ab"), false)).isEqualTo(2);
        assertThat(one.send(direct("cde"), true)).isEqualTo(3);
        assertThat(other.receive(buffer.clear(), true)).isEqualTo(2);
        assertThat(other.receive(buffer.clear(), false)).isEqualTo(3);
        assertThat(other.receive(buffer.clear(), false)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void waitsForAMessageAsLongAsItIsTold() throws Exception {
        other.waitAtMost(30);
        assertThat(other.receive(buffer.clear(), true)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void aDescriptorArrivesAsOneOfOurOwn() throws Exception {
        try (Pipe pipe = new Pipe()) {
            assertThat(one.send(direct("x"), false, pipe.readEnd())).isEqualTo(1);
            pipe.fill(new byte[] {'h', 'i'});
            assertThat(other.receive(buffer.clear(), true)).isEqualTo(1);
            assertThat(other.descriptors()).isEqualTo(1);
            try (var end = new PipeEnd(other.takeDescriptor())) {
                assertThat(end.fd()).isNotEqualTo(pipe.readEnd());
                assertThat(end.read(buffer.clear())).isEqualTo(2);
            }
            assertThat(other.takeDescriptor()).isEqualTo(-1);
        }
    }

    @Test
    void descriptorsThatNobodyTakesAreClosed() throws Exception {
        try (Pipe pipe = new Pipe()) {
            long before = descriptors();
            int fd = pipe.readEnd();
            assertThat(one.send(direct("x"), false, fd, fd, fd, fd)).isEqualTo(1);
            other.receive(buffer.clear(), true);
            assertThat(other.descriptors()).isEqualTo(MessageSocket.DESCRIPTORS);
            one.send(direct("y"), false);
            other.receive(buffer.clear(), true);
            assertThat(other.descriptors()).isZero();
            assertThat(descriptors()).isEqualTo(before);
            assertThat(one.send(direct("x"), false, fd, fd, fd, fd, fd)).isEqualTo(-Errno.EINVAL);
        }
    }

    @Test
    void aMessageThatIsTooLongIsToldAndGone() {
        one.send(direct("abcdef"), false);
        one.send(direct("g"), false);
        assertThat(other.receive(buffer.clear().limit(3), true)).isEqualTo(-Errno.EMSGSIZE);
        assertThat(other.receive(buffer.clear(), true)).isEqualTo(1);
    }

    @Test
    void theEndOfTheOtherSideShowsBothWays() {
        one.close();
        assertThat(other.receive(buffer.clear(), true)).isZero();
        assertThat(other.send(direct("x"), true)).isNegative();
        assertThat(one.receive(buffer.clear(), false)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void whatIsNoSocketOfTheDriverIsTold() throws Exception {
        try (Pipe pipe = new Pipe()) {
            assertThat(PppoxSocket.is(pipe.readEnd())).isFalse();
        }
        assertThat(PppoxSocket.is(one.fd())).isFalse();
        assertThat(PppoxSocket.is(-1)).isFalse();
    }
}
