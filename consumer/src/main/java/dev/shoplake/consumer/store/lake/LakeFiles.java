package dev.shoplake.consumer.store.lake;

import java.util.List;
import org.apache.iceberg.DataFile;

/** The written but not yet committed files of a {@link LakeBatch}. */
public record LakeFiles(List<DataFile> events, List<LetterFile> deadLetters) {
    public LakeFiles {
        events = List.copyOf(events);
        deadLetters = List.copyOf(deadLetters);
    }
}
