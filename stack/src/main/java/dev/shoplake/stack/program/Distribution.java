package dev.shoplake.stack.program;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.program.Program.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The programs in one folder that runs wherever it is put, for images: {@code lib/} holds each library once,
 * {@code programs/NAME/flags} a line for each argument of {@code java}, main class last, and {@code programs/NAME/jars} the
 * names of its libraries in the order of its class path. {@code spark/jars/} leads to the libraries of all that runs on Spark, as
 * the workers of a Spark cluster look for them.
 */
public final class Distribution {
    private final Path root;
    private final Programs programs;

    /**
     * The programs of a project, as the build left them.
     *
     * @param root folder of the project
     */
    public Distribution(Path root) {
        this.root = root;
        this.programs = new Programs(root);
    }

    /**
     * Writes the folder; programs whose modules are not built are left out.
     *
     * @param folder must not be there yet
     * @return the commands that are in it
     * @throws StackException if two libraries have one name
     */
    public List<String> write(Path folder) throws IOException {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StackException("%s is there already: name a new folder".formatted(folder), e);
        }
        var built = Arrays.stream(Program.values()).filter(programs::isBuilt).toList();
        Map<String, Path> libraries = new LinkedHashMap<>();
        var ofSpark = new TreeSet<String>();
        for (var program : built) {
            var jars = jars(program);
            for (var jar : jars) {
                var known = libraries.putIfAbsent(jar.getFileName().toString(), jar);
                if (known != null && !known.equals(jar) && Files.mismatch(known, jar) != -1) {
                    throw new StackException("two libraries have one name: %s and %s".formatted(known, jar));
                }
            }
            var names = jars.stream().map(jar -> jar.getFileName().toString()).toList();
            if (program.kind() == Kind.SPARK) {
                ofSpark.addAll(names);
            }
            var own = Files.createDirectories(folder.resolve("programs").resolve(program.command()));
            Files.write(own.resolve("flags"), flags(program));
            Files.write(own.resolve("jars"), names);
        }
        var lib = Files.createDirectory(folder.resolve("lib"));
        for (var library : libraries.entrySet()) {
            put(library.getValue(), lib.resolve(library.getKey()));
        }
        var spark = Files.createDirectories(folder.resolve("spark").resolve("jars"));
        for (var name : ofSpark) {
            Files.createSymbolicLink(spark.resolve(name), Path.of("..", "..", "lib", name));
        }
        return built.stream().map(Program::command).toList();
    }

    /** A second name where one file system holds both: half a gigabyte need not be copied. */
    private static void put(Path library, Path place) throws IOException {
        try {
            Files.createLink(place, library.toRealPath());
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(library, place);
        }
    }

    /** A file of flags that the project keeps would not be there, so what it holds is written out. */
    private List<String> flags(Program program) throws IOException {
        var flags = new ArrayList<String>();
        for (var flag : programs.flags(program)) {
            if (flag.startsWith("@")) {
                Files.readAllLines(Path.of(flag.substring(1))).stream()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(flags::add);
            } else {
                flags.add(flag);
            }
        }
        flags.add(program.mainClass());
        flags.addAll(program.arguments());
        return flags;
    }

    private List<Path> jars(Program program) throws IOException {
        var target = root.resolve(program.module()).resolve("target");
        var jars = new ArrayList<Path>();
        try (var own = Files.newDirectoryStream(target, program.module() + "-*.jar")) {
            own.forEach(jars::add);
        }
        if (jars.size() != 1) {
            throw new StackException("module %s has %d jars in %s: build it with ./shoplake or mvn package"
                    .formatted(program.module(), jars.size(), target));
        }
        var libraries = Files.readString(target.resolve("classpath")).strip();
        Arrays.stream(libraries.split(":", -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .forEach(jars::add);
        return jars;
    }
}
