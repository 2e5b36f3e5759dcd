import { describe, expect, test } from 'vitest';
import { maskNumbers } from '../../src/extension/mask-numbers.ts';

describe('numbers in the log', () => {
  test.each([
    ['called 13812342315 twice', 'called 138****2315 twice'],
    ['+86 138 1234 2315', '861****2315'],
    ['0571-8888-1234,', '057****1234,'],
    ['tel 8888123', 'tel 888****23'],
  ])('%s', (line, masked) => {
    expect(maskNumbers(line)).toBe(masked);
  });

  test.each([
    'GetCallDetailRecord at ccc.cn-shanghai.aliyuncs.com, attempt 1, 120 ms, status 200',
    'request 08602E4C-9C7E-4FD4-9D0E-932DBE78631C',
    'line 214, column 17',
    '127.0.0.1:45123',
  ])('nothing is hidden in: %s', (line) => {
    expect(maskNumbers(line)).toBe(line);
  });
});
