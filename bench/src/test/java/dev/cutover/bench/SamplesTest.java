package dev.cutover.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void oneSlowRunDoesNotMoveTheMedian() {
    assertEquals(2, new Samples(List.of(1.0, 90.0, 2.0)).median());
    assertEquals(2.5, new Samples(List.of(4.0, 1.0, 3.0, 2.0)).median());
  }

  @Test
  void aPercentileIsAValueThatWasMeasured() {
    Samples hundred = new Samples(DoubleStream.iterate(1, n -> n + 1).limit(100).boxed().toList());

    assertEquals(99, hundred.percentile(0.99));
    assertEquals(50, hundred.percentile(0.5));
    assertEquals(7, new Samples(List.of(7.0)).percentile(0.99));
  }

  @Test
  void shortTimesAreToldInMilliseconds() {
    assertEquals("2.00 s (1.00 to 3.00)", new Samples(List.of(3.0, 1.0, 2.0)).told());
    assertEquals("1.50 ms (1.50 to 1.50)", new Samples(List.of(0.0015)).told());
  }
}
