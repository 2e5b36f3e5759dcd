import { describe, expect, test } from 'vitest';
import { maskNumbers } from '../../src/extension/mask-numbers.ts';

describe('numbers in the log', () => {
  test.each([
    ['called 13812342315 twice', 'called 138****2315 twice'],
    ['1678978542-92 from 13812342315', '1678978542-92 from 138****2315'],
    ['+86 138 1234 2315', '+86 138 **** 2315'],
    ['0571-8888-1234,', '0571-****-1234,'],
    ['tel 8888123', 'tel 888****23'],
    ['to=%2B8613812342315&', 'to=%2B86138****2315&'],
    ['138.1234.2315', '138.****.2315'],
    ['id_13812342315', 'id_138****2315'],
    ['mail wang.xm@example.com.', 'mail w**@***.'],
    [
      'refused ({"customerName":"王小明","tel":26883102})',
      'refused ({"customerName":"王**","tel":26****02})',
    ],
    ['agentId=wang@ccc-test refused', 'agentId=w**@ccc-test refused'],
    ['RecordingFileUrl: https://oss.example.com/1', 'RecordingFileUrl: ***'],
    [
      'Error: no such number 13812342315\n    at call (/x/dist/live.js:12:34)',
      'Error: no such number 138****2315\n    at call (/x/dist/live.js:12:34)',
    ],
  ])('%s', (line, masked) => {
    expect(maskNumbers(line)).toBe(masked);
  });

  test.each([
    'Call 1678978542-92 of job-109634426711902315 and 1659513159000-546750 was not found',
    'Call 23112023432602510',
    'GetCallDetailRecord at ccc.cn-shanghai.aliyuncs.com, attempt 1, 120 ms, status 200',
    'request 08602E4C-9C7E-4FD4-9D0E-932DBE78631C',
    'line 214, column 17',
    '127.0.0.1:45123',
    'at Object.<anonymous> (file:///home/user/node_modules/@scope/a@1.2.3/index.js:12:34)',
    'Reading took 1200 ms at 2026-11-18T15:41:20.330+08:00',
    'The connection to ccc.cn-shanghai.aliyuncs.com:443 failed (ECONNRESET).',
  ])('nothing is hidden in: %s', (line) => {
    expect(maskNumbers(line)).toBe(line);
  });
});
