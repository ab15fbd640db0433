package dev.shoplake.etl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoplake.runtime.settings.LakeSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Every object of the lake's bucket, as its bytes and as what they mean, so that any text in it is found as it is. */
final class StoredObjects {
    private StoredObjects() {}

    /** Names of the objects in which a text stands. */
    static List<String> naming(LakeSettings settings, String text) {
        var found = new ArrayList<String>();
        try (var store = new S3FileIO()) {
            store.initialize(settings.catalogProperties("main", Map.of()));
            for (var object :
                    store.listPrefix("s3://%s/".formatted(settings.warehouse().getHost()))) {
                try (var stream = store.newInputFile(object.location()).newStream()) {
                    var bytes = stream.readAllBytes();
                    if (new String(bytes, UTF_8).contains(text)
                            || decoded(object.location(), bytes).contains(text)) {
                        found.add(object.location());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String decoded(String name, byte[] bytes) throws IOException {
        var text = new StringBuilder();
        if (name.endsWith(".avro")) {
            try (var rows =
                    new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<GenericRecord>())) {
                rows.forEach(row -> text.append(row));
            }
        } else if (name.endsWith(".parquet")) {
            var file = Files.createTempFile("object", ".parquet");
            try {
                Files.write(file, bytes);
                try (var rows = ParquetReader.builder(new GroupReadSupport(), new Path(file.toUri()))
                        .withConf(new Configuration(false))
                        .build()) {
                    for (var row = rows.read(); row != null; row = rows.read()) {
                        for (int field = 0; field < row.getType().getFieldCount(); field++) {
                            if (row.getFieldRepetitionCount(field) > 0) {
                                text.append(row.getValueToString(field, 0)).append('\n');
                                if (row.getType()
                                        .getType(field)
                                        .asPrimitiveType()
                                        .getPrimitiveTypeName()
                                        .name()
                                        .equals("BINARY")) {
                                    text.append(new String(
                                                    row.getBinary(field, 0).getBytes(), ISO_8859_1))
                                            .append('\n');
                                }
                            }
                        }
                    }
                }
            } finally {
                Files.delete(file);
            }
        }
        return text.toString();
    }
}
