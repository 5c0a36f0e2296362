package dev.cutover.workflow.broken;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class ReadsAFile {

  public String plan() throws IOException {
    return Files.readString(Path.of("plan.yaml"));
  }
}
