package org.jl2tpd.management.jmx.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TlsServerSocketsTest {
    private final AtomicInteger failures = new AtomicInteger(TlsServerSockets.CONNECTION_LIMIT + 1);
    private final SSLSocketFactory real = (SSLSocketFactory) SSLSocketFactory.getDefault();

    @Test
    void aConnectionThatFailsTakesNobodysPlace() throws Exception {
        var sockets = new TlsServerSockets(new Failing(), InetAddress.getLoopbackAddress(), false);
        try (ServerSocket server = sockets.createServerSocket(0)) {
            var accepted = CompletableFuture.supplyAsync(() -> accept(server));
            while (failures.get() > 0) {
                try (Socket socket = connect(server)) {
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                }
            }
            try (Socket socket = connect(server);
                    Socket other = accepted.get(10, TimeUnit.SECONDS)) {
                assertThat(other.getPort()).isEqualTo(socket.getLocalPort());
            }
        } finally {
            sockets.close();
        }
    }

    private static Socket connect(ServerSocket server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Socket accept(ServerSocket server) {
        try {
            return server.accept();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A context whose first sockets fail. */
    private final class Failing extends SSLContext {
        Failing() {
            super(new Spi(), null, "failing");
        }
    }

    private final class Spi extends SSLContextSpi {
        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {}

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new Factory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return null;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return null;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return null;
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return null;
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return null;
        }
    }

    private final class Factory extends SSLSocketFactory {
        @Override
        public Socket createSocket(Socket plain, String host, int port, boolean close) throws IOException {
            if (failures.getAndDecrement() > 0) {
                throw new IOException("the other end is gone");
            }
            return real.createSocket(plain, host, port, close);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return real.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return real.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }
}
