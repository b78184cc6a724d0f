import Dataset
import Testing

/// Against NumPy 2: `default_rng(seed).permutation(n)` and `RandomState(seed).permutation(n)`.
@Suite struct NumpyGeneratorTests {
  @Test func permutationsAreThoseOfDefaultRng() {
    var rng0 = PCG64(seed: 0)
    #expect(rng0.permutation(8) == [2, 4, 3, 6, 5, 0, 1, 7])
    var rng1 = PCG64(seed: 1)
    #expect(rng1.permutation(20) == [1, 10, 18, 16, 7, 11, 12, 17, 15, 2, 3, 4, 5, 8, 0, 9, 14, 13, 6, 19])
    var rng42 = PCG64(seed: 42)
    #expect(rng42.permutation(12) == [0, 7, 6, 9, 11, 3, 5, 2, 4, 10, 1, 8])
    var rng41 = PCG64(seed: 1099511627781)
    #expect(rng41.permutation(6) == [1, 0, 2, 5, 4, 3])
  }

  @Test func permutationsAreThoseOfRandomState() {
    var rng0 = MT19937(seed: 0)
    #expect(rng0.permutation(8) == [6, 2, 1, 7, 3, 0, 5, 4])
    var rng42 = MT19937(seed: 42)
    #expect(rng42.permutation(20) == [0, 17, 15, 1, 8, 5, 11, 3, 18, 16, 13, 2, 9, 19, 4, 12, 7, 10, 14, 6])
  }
}
