package org.jl2tpd.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom: downward only, as {@link Rooms#TABLE} says. */
class ImportRulesTest {
    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = Rooms.productClasses();
    }

    static Stream<Rooms.Room> rooms() {
        return Rooms.TABLE.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void importsOnlyWhatItsRowAllows(Rooms.Room room) {
        List<String> violations = new ArrayList<>();
        for (JavaClass type : classes) {
            if (Rooms.roomOf(type).equals(room.name())) {
                collectViolations(room, type, violations);
            }
        }
        assertThat(violations).as("imports of room %s", room).isEmpty();
    }

    @Test
    void everyClassStandsInARoom() {
        List<String> rooms =
                new ArrayList<>(Rooms.TABLE.stream().map(Rooms.Room::name).toList());
        rooms.add("daemon");
        assertThat(classes).isNotEmpty();
        assertThat(classes)
                .allSatisfy(type -> assertThat(rooms).as(type.getName()).contains(Rooms.roomOf(type)));
    }

    @Test
    void nothingImportsDaemon() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.jl2tpd.daemon..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jl2tpd.daemon..")
                .check(classes);
    }

    @Test
    void theTableCatchesAnImportUpward() {
        Rooms.Room control = Rooms.TABLE.stream()
                .filter(room -> room.name().equals("control"))
                .findFirst()
                .orElseThrow();
        JavaClass engine = classes.get("org.jl2tpd.engine.Engine");
        JavaClass wire = classes.get("org.jl2tpd.wire.IpAddress");
        assertThat(control.mayImport(engine)).isFalse();
        assertThat(control.mayImport(wire)).isTrue();
    }

    private static void collectViolations(Rooms.Room room, JavaClass type, List<String> violations) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            if (!room.mayImport(dependency.getTargetClass())) {
                violations.add(dependency.getDescription());
            }
        }
    }
}
