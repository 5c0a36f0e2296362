package dev.cutover.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The target's disk is filled to its last byte, of which a MariaDB that has much to write dies. */
record DiskFull(Path disk, TargetDatabase database) implements Deed {

  private static final int BLOCK = 1 << 16;

  @Override
  public void begin() {
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] block = new byte[BLOCK];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // As was wanted.
    }
  }

  @Override
  public void mend() throws IOException {
    Files.deleteIfExists(filler());
    database.restartIfItDied();
  }

  private Path filler() {
    return disk.resolve("filler");
  }
}
