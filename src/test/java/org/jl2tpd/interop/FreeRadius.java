package org.jl2tpd.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * FreeRADIUS on the loopback, unpacked and not installed, with a configuration of its own in a folder: users with their passwords and
 * replies by PAP, CHAP and MS-CHAPv2, accounting in a detail file, Status-Server. Its answers have Message-Authenticator, which versions
 * before 3.2.5 send only when {@code post-auth} says so. It ends at {@link #close}.
 */
public final class FreeRadius implements AutoCloseable {
    /** Shared with every address of the loopback. */
    public static final String SECRET = "freeradius-secret";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String CONFIGURATION = """
            prefix = @FOLDER@
            libdir = @TOOLS@/usr/lib/freeradius
            logdir = @FOLDER@
            raddbdir = @FOLDER@
            run_dir = @FOLDER@
            pidfile = @FOLDER@/freeradius.pid
            max_request_time = 5
            cleanup_delay = 2
            hostname_lookups = no
            proxy_requests = no
            log {
              destination = stdout
            }
            security {
              max_attributes = 200
              reject_delay = 0
              status_server = yes
              allow_vulnerable_openssl = yes
            }
            client loopback {
              ipaddr = 127.0.0.0/8
              secret = @SECRET@
              require_message_authenticator = yes
            }
            modules {
              pap {
              }
              chap {
              }
              mschap {
                use_mppe = yes
                require_encryption = yes
                require_strong = yes
              }
              files {
                filename = @FOLDER@/users
              }
              detail {
                filename = @FOLDER@/detail
                permissions = 0600
              }
              @MODULES@
            }
            server default {
              listen {
                type = auth
                ipaddr = 127.0.0.1
                port = @AUTHENTICATION@
              }
              listen {
                type = acct
                ipaddr = 127.0.0.1
                port = @ACCOUNTING@
              }
              authorize {
                chap
                mschap
                files
                pap
              }
              authenticate {
                Auth-Type PAP {
                  pap
                }
                Auth-Type CHAP {
                  chap
                }
                Auth-Type MS-CHAP {
                  mschap
                }
              }
              post-auth {
                update reply {
                  Message-Authenticator := 0x00
                }
                @POST_AUTH@
                Post-Auth-Type REJECT {
                  update reply {
                    Message-Authenticator := 0x00
                  }
                }
              }
              accounting {
                detail
                @ACCOUNT@
              }
            }
            """;

    private final Path folder;
    private final int authenticationPort;
    private final int accountingPort;
    private final Extra extra;
    private Running process;

    /**
     * More of its configuration.
     *
     * @param modules sections of modules; {@code @FOLDER@} is its folder
     * @param postAuth what happens after a user was let in
     * @param accounting what happens to a record
     */
    public record Extra(String modules, String postAuth, String accounting) {
        static final Extra NONE = new Extra("", "", "");
    }

    private FreeRadius(Path folder, int authenticationPort, int accountingPort, Extra extra) {
        this.extra = extra;
        this.folder = folder;
        this.authenticationPort = authenticationPort;
        this.accountingPort = accountingPort;
    }

    /**
     * Starts it, and waits until it is ready; the test is skipped where it is not unpacked.
     *
     * @param folder of the test, where a folder {@code freeradius} is made
     * @param users as {@link #user} makes them
     */
    public static FreeRadius start(Path folder, String... users) {
        return start(folder, Extra.NONE, users);
    }

    /** The same with more of its modules. */
    public static FreeRadius start(Path folder, Extra extra, String... users) {
        need();
        List<Integer> ports = freePorts();
        Path own = folder.resolve("freeradius");
        FreeRadius server = new FreeRadius(own, ports.get(0), ports.get(1), extra);
        try {
            Files.createDirectories(own);
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
            Files.writeString(own.resolve("users"), String.join("\n", users));
            Files.writeString(own.resolve("radiusd.conf"), server.configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.restart();
        return server;
    }

    /** A user: name, clear password, and attributes of the answer as {@code Framed-IP-Address := 10.0.0.1}. */
    public static String user(String name, String password, String... reply) {
        StringBuilder text = new StringBuilder(name + " Cleartext-Password := \"" + password + "\"\n");
        for (int i = 0; i < reply.length; i++) {
            text.append('\t').append(reply[i]).append(i + 1 < reply.length ? ",\n" : "\n");
        }
        return text.toString();
    }

    /** Skips the test where {@code src/test/interop/fetch-tools} has not unpacked it. */
    public static Path need() {
        return Requirements.needFreeRadius();
    }

    private static List<Integer> freePorts() {
        try (DatagramSocket one = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
                DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration() {
        return CONFIGURATION
                .replace("@MODULES@", extra.modules)
                .replace("@POST_AUTH@", extra.postAuth)
                .replace("@ACCOUNT@", extra.accounting)
                .replace("@FOLDER@", folder.toString())
                .replace("@TOOLS@", Requirements.TOOLS.toString())
                .replace("@SECRET@", SECRET)
                .replace("@AUTHENTICATION@", String.valueOf(authenticationPort))
                .replace("@ACCOUNTING@", String.valueOf(accountingPort));
    }

    /** The command before a program of its packages, so that it finds their libraries. */
    public static Stream<String> environment() {
        String libraries = Stream.of(
                        "usr/lib/freeradius",
                        "usr/lib/x86_64-linux-gnu",
                        "lib/x86_64-linux-gnu",
                        "usr/lib/aarch64-linux-gnu",
                        "lib/aarch64-linux-gnu")
                .map(library -> Requirements.TOOLS.resolve(library).toString())
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
        return Stream.of("env", "LD_LIBRARY_PATH=" + libraries);
    }

    /** Starts it again on the same ports, after {@link #stop}. */
    public void restart() {
        List<String> command = Stream.concat(
                        environment(),
                        Stream.of(
                                need().toString(),
                                "-X",
                                "-n",
                                "radiusd",
                                "-d",
                                folder.toString(),
                                "-D",
                                Requirements.TOOLS
                                        .resolve("usr/share/freeradius")
                                        .toString()))
                .toList();
        process = Running.start(folder, "freeradius", command);
        process.awaitLine("Ready to process requests", LIMIT);
    }

    /** Ends it, without a goodbye to those who ask. */
    public void stop() {
        process.kill();
    }

    public int authenticationPort() {
        return authenticationPort;
    }

    public int accountingPort() {
        return accountingPort;
    }

    /** What it said of each request, since it was started last. */
    public String output() {
        return process.output();
    }

    /** Waits until its debug output has a line. */
    public void awaitLine(String regex) {
        process.awaitLine(regex, LIMIT);
    }

    /** Its accounting records: a line for each attribute, as {@code Acct-Status-Type = Start}; empty without any. */
    public String detail() {
        try {
            Path file = folder.resolve("detail");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
