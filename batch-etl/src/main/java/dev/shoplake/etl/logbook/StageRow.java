package dev.shoplake.etl.logbook;

import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a stage of a run did with one table.
 *
 * @param run id of the run
 * @param position how far the sources were read; of extract only
 */
public record StageRow(
        String run,
        String stage,
        Window window,
        TableRows rows,
        Instant startedAt,
        Instant finishedAt,
        @Nullable SourcePosition position) {}
