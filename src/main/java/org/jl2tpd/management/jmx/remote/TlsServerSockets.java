package org.jl2tpd.management.jmx.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Sockets of RMI on one address alone, with TLS. One of these is for one port: registry and server share it. */
final class TlsServerSockets implements RMIServerSocketFactory {
    /** Connections that may be open at once; more are closed at once. */
    static final int CONNECTION_LIMIT = 64;

    /** A client must have said something within this time, or it is closed; RMI itself sets longer times afterwards. */
    static final int HANDSHAKE_LIMIT_MS = 10_000;

    private static final int BACKLOG = 16;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final InetAddress address;
    private final boolean clientsHaveCertificates;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listening;

    TlsServerSockets(SSLContext context, InetAddress address, boolean clientsHaveCertificates) {
        this.context = context;
        this.address = address;
        this.clientsHaveCertificates = clientsHaveCertificates;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        var server = new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                while (true) {
                    Socket plain = super.accept();
                    open.removeIf(Socket::isClosed);
                    Socket tls = open.size() < CONNECTION_LIMIT ? securedOrNull(plain) : null;
                    if (tls != null) {
                        return tls;
                    }
                    plain.close();
                }
            }
        };
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        listening = server;
        return server;
    }

    /** Null for one that is gone already: it is no reason to accept no other. */
    private Socket securedOrNull(Socket plain) {
        try {
            Socket tls = secured(plain);
            open.add(plain);
            return tls;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        plain.setSoTimeout(HANDSHAKE_LIMIT_MS);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        tls.setUseClientMode(false);
        tls.setEnabledProtocols(PROTOCOLS);
        tls.setNeedClientAuth(clientsHaveCertificates);
        return new OriginlessSocket(tls);
    }

    /** Ends every connection, and listens no longer. */
    void close() throws IOException {
        ServerSocket server = listening;
        if (server != null) {
            server.close();
        }
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }
}
