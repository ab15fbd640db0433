package dev.shoplake.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final List<String> DEPLOYABLES =
            List.of("producers", "consumer", "etl", "training", "recommender", "dremio", "report");
    private static final JavaClasses MAIN = imported(Repository::classes);
    private static final JavaClasses TESTS = imported(Repository::testClasses);

    @Test
    void deployablesNeverImportEachOther() {
        for (var deployable : DEPLOYABLES) {
            var others = DEPLOYABLES.stream()
                    .filter(other -> !other.equals(deployable))
                    .map(ArchitectureTest::packagesOf)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packagesOf(deployable))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(MAIN);
        }
    }

    @Test
    void contractsAndRuntimeStandOnTheirOwn() {
        classes()
                .that()
                .resideInAPackage(packagesOf("contracts"))
                .should()
                .onlyDependOnClassesThat(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage("dev.shoplake..")
                                .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                        packagesOf("contracts"))))
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage(packagesOf("runtime"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.shoplake.contracts..", "dev.shoplake.stack..")
                .check(MAIN);
    }

    @Test
    void theStackKnowsServersNotServices() {
        var services = DEPLOYABLES.stream().map(ArchitectureTest::packagesOf).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(packagesOf("stack"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(services)
                .check(MAIN);
    }

    @Test
    void theReportAloneDrivesABrowserAndKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packagesOf("report"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.microsoft.playwright..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage(packagesOf("report"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packagesOf("contracts"), packagesOf("stack"))
                .check(MAIN);
    }

    @Test
    void whatIsAgreedAndWhatIsComputedTouchesNoServerAndNoFile() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        packagesOf("contracts"), "dev.shoplake.consumer.validate..", "dev.shoplake.recommender.score..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "java.net.http..",
                        "java.nio.file..",
                        "org.apache.kafka..",
                        "org.apache.iceberg..",
                        "org.apache.spark..",
                        "redis.clients..",
                        "io.helidon..")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        for (var module : Repository.MODULES) {
            var name = module.equals("batch-etl") ? "etl" : module;
            slices().matching("dev.shoplake." + name + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(MAIN);
        }
    }

    @Test
    void onlyMainsReadTheEnvironment() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(MAIN);
    }

    @Test
    void testsWaitForWhatTheyNeedAndNeverSleep() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .check(TESTS);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)")
                .check(MAIN);
    }

    @Test
    void mainsStayUnderSixtyLines() {
        for (var module : Repository.MODULES) {
            for (var source : Repository.sources(module)) {
                if (source.getFileName().toString().endsWith("Main.java")) {
                    assertThat(Repository.lines(source)).as(source.toString()).hasSizeLessThan(60);
                }
            }
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        for (var module : Repository.MODULES) {
            for (var source : Repository.sources(module)) {
                assertThat(source.resolveSibling("package-info.java")).exists();
            }
        }
    }

    private static String packagesOf(String name) {
        return "dev.shoplake." + name + "..";
    }

    private static JavaClasses imported(Function<String, Path> folder) {
        var folders =
                Repository.MODULES.stream().map(folder).filter(Files::exists).toList();
        assertThat(folders).as("compiled modules").isNotEmpty();
        return new ClassFileImporter().importPaths(folders);
    }
}
