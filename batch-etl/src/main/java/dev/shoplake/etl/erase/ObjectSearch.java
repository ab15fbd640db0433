package dev.shoplake.etl.erase;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileInfo;
import org.jspecify.annotations.Nullable;

/** Reads every object of the lake's buckets, whatever it belongs to, and looks for persons in it. */
final class ObjectSearch implements AutoCloseable {
    private static final Pattern TABLE = Pattern.compile("/([a-z]+)/([a-z_]+)_[0-9a-f-]{36}/.*");
    private static final Pattern CELLS = Pattern.compile("[,;\t\"]");

    /** Small files take their time by waiting for the store. */
    private static final int SIDE_BY_SIDE = 16;

    private final S3FileIO store = new S3FileIO();
    private final LakeSettings settings;
    private final PersonFinder finder;

    /**
     * What was found.
     *
     * @param objects that were read
     * @param bytes of these
     * @param found addresses of objects that name a person, by place
     */
    record Result(long objects, long bytes, Map<String, List<String>> found) {
        long count() {
            return found.values().stream().mapToLong(List::size).sum();
        }
    }

    ObjectSearch(LakeSettings settings, PersonFinder finder) {
        this.settings = settings;
        this.finder = finder;
        store.initialize(settings.catalogProperties("main", Map.of()));
    }

    Result search() {
        var objects = new ArrayList<FileInfo>();
        Stream.of(settings.warehouse(), settings.rawZone())
                .map(place -> "s3://%s/".formatted(place.getAuthority()))
                .distinct()
                .forEach(bucket -> store.listPrefix(bucket).forEach(objects::add));
        var found = new TreeMap<String, List<String>>();
        try (var readers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            var searches = new ArrayList<Future<@Nullable String>>();
            for (var object : objects) {
                Callable<@Nullable String> search = () -> namesAPerson(object.location()) ? object.location() : null;
                searches.add(readers.submit(search));
            }
            for (var search : searches) {
                var address = search.get();
                if (address != null) {
                    found.computeIfAbsent(place(address), name -> new ArrayList<>())
                            .add(address);
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted while the objects were searched", e);
        }
        return new Result(
                objects.size(), objects.stream().mapToLong(FileInfo::size).sum(), found);
    }

    private String place(String address) {
        var warehouse = settings.warehouse().toString();
        if (address.startsWith(warehouse)) {
            var table = TABLE.matcher(address.substring(warehouse.length()));
            if (table.matches()) {
                return table.group(1) + "." + table.group(2);
            }
        }
        var folder = settings.rawZone().toString().replaceFirst("/[^/]+/*$", "");
        return address.startsWith(settings.rawZone().toString()) || address.startsWith(folder + "/archive/")
                ? Erasure.RAW_FILES
                : "other objects";
    }

    private boolean namesAPerson(String address) {
        try {
            var name = address.substring(address.lastIndexOf('/') + 1);
            if (name.endsWith(".parquet")) {
                return new ParquetSearch(finder).isIn(store.newInputFile(address));
            }
            try (var bytes = store.newInputFile(address).newStream()) {
                if (name.endsWith(".avro")) {
                    return new ManifestSearch(finder).isIn(bytes);
                }
                if (name.endsWith(".json")) {
                    var json = name.contains(".gz.") ? new GZIPInputStream(bytes) : bytes;
                    return finder.isInOwnJson(new String(json.readAllBytes(), StandardCharsets.UTF_8));
                }
                return isInText(bytes);
            }
        } catch (NotFoundException e) {
            // The consumer's upkeep, or a run that ended, was faster
            return false;
        } catch (IOException | RuntimeException e) {
            throw new RunException("the object %s cannot be searched: %s".formatted(address, e.getMessage()), e);
        }
    }

    /** A file that is none of ours: any cell of a table of text. */
    private boolean isInText(InputStream bytes) throws IOException {
        var text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().flatMap(CELLS::splitAsStream).map(String::strip).anyMatch(finder::isIn);
    }

    @Override
    public void close() {
        store.close();
    }
}
