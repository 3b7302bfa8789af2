package org.jl2tpd.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In the pure rooms time and chance are arguments, and nothing reaches outside: what makes the simulation replayable. */
class PureCoreTest {
    private static final String[] PURE_PACKAGES =
            Rooms.PURE.stream().map(room -> Rooms.ROOT + room + "..").toArray(String[]::new);

    /** Packages that hold threads, sockets, files, name resolution or loggers. */
    private static final List<String> FORBIDDEN_PACKAGES = List.of(
            "java.net.",
            "java.nio.channels.",
            "java.nio.file.",
            "java.util.concurrent.",
            "java.util.logging.",
            "java.util.random.",
            "java.lang.ref.",
            "javax.naming.",
            "org.slf4j.",
            "ch.qos.",
            "jnr.");

    private static final Set<String> FORBIDDEN_CLASSES = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System$Logger",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.security.SecureRandom",
            "java.util.Timer",
            "java.time.Clock",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.PrintStream");

    /** A map that is filled while classes are initialised, on whichever thread that happens. */
    private static final Set<String> ALLOWED_CLASSES = Set.of("java.util.concurrent.ConcurrentHashMap");

    /** Calls that read a clock, chance or the environment although their class is harmless. */
    private static final Set<String> FORBIDDEN_CALLS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.exit",
            "java.lang.System.getLogger",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalDate.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.util.Collections.shuffle");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = Rooms.productClasses();
    }

    @Test
    void usesNoThreadSocketFileLoggerOrResolver() {
        pure().should().dependOnClassesThat(are(outsideTheCore())).check(classes);
    }

    @Test
    void readsNoClockAndNoChance() {
        pure().should().callCodeUnitWhere(forbiddenCall()).check(classes);
    }

    @Test
    void hasNoSynchronizedMethod() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(PURE_PACKAGES)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(classes);
    }

    private static GivenClassesConjunction pure() {
        return noClasses().that().resideInAnyPackage(PURE_PACKAGES);
    }

    private static DescribedPredicate<JavaClass> outsideTheCore() {
        return DescribedPredicate.describe(
                "a thread, socket, file, logger, clock or source of chance",
                type -> !ALLOWED_CLASSES.contains(type.getName())
                        && (FORBIDDEN_CLASSES.contains(type.getName())
                                || FORBIDDEN_PACKAGES.stream().anyMatch(type.getName()::startsWith)));
    }

    private static DescribedPredicate<JavaCall<?>> forbiddenCall() {
        return DescribedPredicate.describe("a clock, chance or the environment is read", call -> {
            CodeUnitCallTarget target = call.getTarget();
            return FORBIDDEN_CALLS.contains(target.getOwner().getName() + "." + target.getName());
        });
    }
}
